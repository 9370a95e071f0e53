"""The commands of `kith`, one or a small family per file. They are thin: what they show comes from `api.answers`."""
