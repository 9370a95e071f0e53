"""Tests of authentication: who asks, by which right, and how much."""
