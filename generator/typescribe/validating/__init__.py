"""Checks JSON messages against a type, and reports the issues."""
