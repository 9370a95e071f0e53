"""Faults that real files, networks and people brought: small made-up inputs of each kind, through the command line."""
