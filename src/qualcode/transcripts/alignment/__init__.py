"""Two texts of one source laid beside each other."""
