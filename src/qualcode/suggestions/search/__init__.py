"""The search of the talk, and what it codes."""
