"""The command line: a module for each command. Only this room prints."""
