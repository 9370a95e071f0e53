"""The store, snapshot and findings of now; keeping them fresh; caches on disk."""
