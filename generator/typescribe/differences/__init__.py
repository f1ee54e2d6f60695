"""What a comparison of two models is made of; `typescribe.diff` puts it together."""
