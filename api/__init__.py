"""The api room: how it is seen."""
