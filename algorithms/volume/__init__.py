"""How much is said and when: volume, baselines, bursts."""
