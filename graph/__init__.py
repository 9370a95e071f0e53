"""The graph room: what is known and where it is kept."""
