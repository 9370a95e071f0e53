"""The load itself, its progress and its report."""
