"""Reads releases of npm packages, which the user's own npm downloads."""
