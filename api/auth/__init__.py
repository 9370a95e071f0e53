"""Authentication: who asks, by which right, and how much."""
