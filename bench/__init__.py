"""Measurements at full size: seed a database of a million items, then put each page beside its floor."""
