"""Results to files: CSV, Markdown, JSON."""
