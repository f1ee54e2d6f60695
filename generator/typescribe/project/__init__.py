"""A user's project: settings, first files, cache, lock, watching, and writing the output."""
