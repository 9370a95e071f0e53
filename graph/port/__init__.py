"""The store port: what other rooms may ask of a store."""
