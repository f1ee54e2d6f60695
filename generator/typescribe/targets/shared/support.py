"""The modules of `typescribe.runtime` that checking code imports, in import order."""

SUPPORT = (
    "plain.py",
    "runtime.py",
    "raised.py",
    "explain.py",
    "kinds.py",
    "objects.py",
    "unions.py",
)
