"""Organisations, functions, persons, assignments, teams, seats and shifts."""
