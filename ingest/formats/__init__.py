"""What inputs are made of: files, JSON lines, moments, mentions, handles."""
