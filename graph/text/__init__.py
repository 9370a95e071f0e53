"""Texts: cleaning, tokens, the index of words."""
