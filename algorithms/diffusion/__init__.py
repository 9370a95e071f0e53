"""How far word gets: cascades, reach, seed sets, escalation."""
