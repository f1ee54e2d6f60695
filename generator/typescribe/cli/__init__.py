"""The command line, one module per command. Only the modules here print."""
