"""Sources: each reads one notation into the types of `typescribe.language.declared`."""
