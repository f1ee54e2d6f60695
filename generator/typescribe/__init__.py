"""Generates Python dataclasses, TypedDicts and validators from message declarations in YAML."""

__version__ = "0.1.0"
