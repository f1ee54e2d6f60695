"""TypeScript or an API reference page -> spec files."""
