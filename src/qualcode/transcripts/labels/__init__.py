"""Speaker labels: what could be one, which are, and who speaks."""
