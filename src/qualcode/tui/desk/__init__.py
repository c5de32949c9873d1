"""One source as a coder works on it, without a widget."""
