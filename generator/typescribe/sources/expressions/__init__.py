"""TypeScript type expressions, in specs and in source files -> declared types."""
