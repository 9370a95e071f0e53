"""The nouns: account, person, post, interaction, judgement, transaction, watch, tombstone."""
