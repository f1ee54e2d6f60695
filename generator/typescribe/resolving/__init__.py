"""Declared types -> closed model: names, generics, inheritance, operators."""
