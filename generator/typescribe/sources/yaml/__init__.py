"""Spec files and overlays in YAML -> declarations, each mistake at its line and column."""
