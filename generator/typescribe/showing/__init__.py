"""Shows a type with all types that it refers to, as text for a terminal or as JSON."""
