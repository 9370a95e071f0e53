"""Tests that ship with the store port: any store can be held against them."""
