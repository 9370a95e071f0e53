"""Operations: what those who run the service see of it: logs, metrics, and what they can close."""
