"""Compares two models: reports the changes, and whom each of them breaks."""
