"""What an overlay says, put on what is declared."""
