"""The X API."""
