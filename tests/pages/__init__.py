"""The pages of the documentation: their examples are run, and checked or updated."""
