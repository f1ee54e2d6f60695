"""Applies overlays to declared packages."""
