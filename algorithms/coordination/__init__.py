"""Accounts that act together more than chance explains."""
