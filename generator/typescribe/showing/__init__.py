"""One type of a model, unfolded: as text for a terminal, and as JSON."""
