"""Tables with named columns, and how they are mapped to records."""
