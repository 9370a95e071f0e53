"""Pages of the documentation, and files, that are written from the code."""
