"""Coverage-guided fuzzing: each harness is a property of bytes; `make fuzz` looks for a breach."""
