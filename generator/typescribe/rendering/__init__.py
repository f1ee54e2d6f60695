"""Renders the templates of the targets, verifies the result and formats it."""
