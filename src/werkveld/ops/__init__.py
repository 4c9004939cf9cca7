"""Commands for who runs it: demo, serve, database, territory, doctor."""
