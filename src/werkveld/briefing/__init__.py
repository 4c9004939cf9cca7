"""What I must know before I go out: compose, acknowledge, confirm, sheets."""
