"""The row store on SQLite."""
