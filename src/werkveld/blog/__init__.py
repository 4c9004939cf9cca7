"""The lasting story of an area or a team, with what is new since you last looked."""
