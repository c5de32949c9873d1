"""Pure functions over tidy tables: what was voiced, by whom, in how many groups."""
