"""The project of a user: its settings, `init`, the cache, the lock, watching, writing files."""
