"""Imports releases from the npm registry, generates and checks the code: `make packages`."""
