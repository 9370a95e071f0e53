"""Measures of people, one a file, and what is done with their scores: ranking, intervals, contributions."""
