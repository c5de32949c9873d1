"""Results to files: tables, charts, quotes, the report."""
