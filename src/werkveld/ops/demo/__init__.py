"""The demo: an invented year in a real city, the same every time."""
