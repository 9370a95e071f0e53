"""Interactions brought together into ties: evidence, strength, acquaintance."""
