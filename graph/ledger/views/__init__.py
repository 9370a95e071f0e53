"""Reading any row store, split as the port is."""
