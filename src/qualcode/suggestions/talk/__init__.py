"""Sources as read, and what coders did in them."""
