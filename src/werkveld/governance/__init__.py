"""Supervision: the work of the data protection officer, data breaches, and how long everything is kept."""
