"""Declared types -> the model: names, generics, inheritance, operators, and the relation "fits"."""
