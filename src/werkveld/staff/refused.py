"""An act that would break a rule."""


class RefusedError(Exception):
    """Its text says why, in words for the screen."""
