"""The demo: invented people in a real city and three months of their work, the same every time."""

from werkveld.ops.demo.filling import Filled, NotTheDemoError, fill

__all__ = ["Filled", "NotTheDemoError", "fill"]
