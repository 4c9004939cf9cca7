"""Lists of names and places, as plain text."""
