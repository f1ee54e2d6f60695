"""Contexts of templates -> modules: rendered, verified, formatted."""
