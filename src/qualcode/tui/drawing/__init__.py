"""Text and cells as terminals draw them."""
