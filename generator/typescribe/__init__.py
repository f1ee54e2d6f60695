"""Python from message declarations: dataclasses, TypedDicts and validators out of a YAML spec."""

__version__ = "0.1.0"
