"""Ways from person to person, who is near whom, and where they stand on a map."""
