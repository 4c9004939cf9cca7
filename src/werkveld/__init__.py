"""Werkveld: one accurate picture of the neighbourhood, shared by everyone who works in it."""
