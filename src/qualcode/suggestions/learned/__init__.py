"""What codings teach, as a model."""
