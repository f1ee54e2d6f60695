"""JSON messages held against a type: read, tested, told."""
