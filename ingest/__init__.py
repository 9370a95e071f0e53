"""The ingest room: how it gets in."""
