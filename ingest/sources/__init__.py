"""Sources: a file or folder each, that registers itself; `ingest.registry` finds them."""
