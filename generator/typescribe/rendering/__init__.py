"""Renders the templates of the targets, verifies the results and formats them."""
