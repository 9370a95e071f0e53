"""The graph frozen for computing: derived, frozen, kept in generations."""
