"""Measurements: each a table, with the machine it was made on; ratios to peers are taken in one run, interleaved."""
