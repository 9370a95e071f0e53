"""Logical tables, row codecs, and the port to whatever keeps rows."""
