"""One reader a format, a function from bytes to an extract."""
