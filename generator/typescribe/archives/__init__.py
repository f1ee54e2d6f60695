"""Files, folders, patterns and URLs -> the JSON messages in them, one at a time."""
