"""Modules that several targets share."""
