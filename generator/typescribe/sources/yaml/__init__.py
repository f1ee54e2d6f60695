"""Spec files and overlays in YAML -> declarations and amendments, or problems with positions."""
