"""Kith from Python: the answers of the command line as data frames and networks."""
