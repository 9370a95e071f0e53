"""Groups of people found by their ties, and what lies between them."""
