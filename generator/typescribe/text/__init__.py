"""Types, literals and prose as text that is safe in its notation."""
