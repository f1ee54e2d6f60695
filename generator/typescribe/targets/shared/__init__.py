"""What several targets have in common: annotations, checks, discriminators, references."""
