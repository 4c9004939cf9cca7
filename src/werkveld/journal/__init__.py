"""Who did what when: append-only lines, one for every write."""
