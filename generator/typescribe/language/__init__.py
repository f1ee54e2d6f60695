"""The language of specs: errors and positions, declared types, the closed model, names."""
