"""Tests of the doors: who asks, by which right, and how much."""
