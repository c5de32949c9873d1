"""The coding screen: each family of keys in a module of its own."""
