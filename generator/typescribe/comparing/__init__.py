"""Compares two models: what changed, and for whom that breaks."""
