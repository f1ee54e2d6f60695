"""The modules of `typescribe.runtime` that checking code imports, in import order."""

SUPPORT = (
    "_plain.py",
    "_runtime.py",
    "_raised.py",
    "_explain.py",
    "_kinds.py",
    "_objects.py",
    "_unions.py",
)
