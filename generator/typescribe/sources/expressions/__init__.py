"""Type expressions of TypeScript, in specs and in source files -> declared types."""
