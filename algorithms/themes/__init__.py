"""What people talk about: themes, their words, their identity and trends."""
