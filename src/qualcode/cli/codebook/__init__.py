"""Commands about codebooks."""
