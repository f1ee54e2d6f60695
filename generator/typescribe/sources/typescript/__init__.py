"""TypeScript files -> declared types: modules, scopes, names, and the types of constants."""
