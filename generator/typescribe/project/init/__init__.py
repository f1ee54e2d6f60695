"""`typescribe init`: writes a first spec, settings and a pre-commit hook into a project."""
