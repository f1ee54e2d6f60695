"""Two models -> what changed between them, and for whom it breaks."""
