"""Spec files and overlays in YAML -> declarations; every mistake has its line and column."""
