"""`typescribe init`: write a first spec, settings and a pre-commit hook into a project."""
