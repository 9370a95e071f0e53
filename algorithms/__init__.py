"""The algorithms room: what it means. Snapshot in, findings out; no store, file, clock or network."""
