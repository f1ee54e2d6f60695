"""A first spec, settings and a hook in somebody's project: what `init` writes, once."""
