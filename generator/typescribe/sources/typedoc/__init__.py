"""Saved pages of a TypeDoc reference -> TypeScript declarations."""
