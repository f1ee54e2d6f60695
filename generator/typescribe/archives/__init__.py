"""Reads JSON messages one at a time from files, folders, patterns, URLs or standard input."""
