"""Writes types, literals and prose as text that is safe in Python, TypeScript, HTML and so on."""
