"""TypeScript type expressions, wherever they are written -> declared types."""
