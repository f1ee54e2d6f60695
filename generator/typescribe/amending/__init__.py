"""Applies overlays to the declarations of a package."""
