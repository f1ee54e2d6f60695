"""Modules of `typescribe.runtime` that checking code imports, in the order of their imports."""

SUPPORT = ("_runtime.py", "_explain.py", "_kinds.py", "_objects.py", "_unions.py")
