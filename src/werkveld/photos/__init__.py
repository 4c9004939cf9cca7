"""Pictures made safe: what came in is refused or made anew, small and without what tells who. Knows no domain word."""
