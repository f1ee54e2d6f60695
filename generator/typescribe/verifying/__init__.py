"""`import --verify`: compares imported types with the TypeScript compiler, payload by payload."""
