"""Reading texts: encoders, languages, sentiment, vocabulary."""
