"""`update`: imports a spec anew, compares it with the old one, and makes the package."""
