"""What all screens of a project share, and its history."""
