"""The ledger: what rows mean. Statements, references, people, tombstones and snapshots, written once over any shelf."""
