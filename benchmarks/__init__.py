"""Benchmarks of the generated code and the generator against their peers, for `make bench`."""
