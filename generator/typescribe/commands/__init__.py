"""The commands of the command line, a module for each or for some that share what they do."""
