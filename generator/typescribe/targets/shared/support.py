"""The modules of `typescribe.runtime` that checking code imports, in import order."""

SUPPORT = ("_runtime.py", "_raised.py", "_explain.py", "_kinds.py", "_objects.py", "_unions.py")
