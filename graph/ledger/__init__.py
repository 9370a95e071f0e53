"""The ledger: what rows mean. Statements, people, tombstones and snapshots, written once over all row stores."""
