"""Drawn TypeScript programs, imported and held against the TypeScript compiler's verdicts."""
