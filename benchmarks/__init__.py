"""How fast the generated code and the generator are, beside their peers: `make bench`."""
