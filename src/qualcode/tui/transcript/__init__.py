"""The transcript as it is read and selected in."""
