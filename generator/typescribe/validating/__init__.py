"""JSON messages checked against a type: read, checked, reported."""
