"""`init`: a first spec, settings and a hook in somebody's project."""
