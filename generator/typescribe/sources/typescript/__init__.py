"""TypeScript files -> declared types: modules, scopes, and what of them JSON can carry."""
