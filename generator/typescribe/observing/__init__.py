"""Messages -> what arrives, where it departs from the declaration, and the overlay that says so."""
