"""Definitions that all other rooms share: declared types, the model, names, positions, errors."""
