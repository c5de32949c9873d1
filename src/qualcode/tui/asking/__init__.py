"""Lists to choose from, and questions asked over a screen."""
