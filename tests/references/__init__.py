"""Reading what TypeDoc makes of a source gives the model that reading the source gives."""
