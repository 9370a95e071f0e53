"""Everything computed for one snapshot: parameters, scope, steps, findings, provenance."""
