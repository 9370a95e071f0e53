"""Row stores: a folder a kind of database."""
