"""Commands about suggestions."""
