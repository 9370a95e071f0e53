"""Sources: a file or folder each."""
