"""The terminal UI: reads keys, makes one call, draws the answer."""
