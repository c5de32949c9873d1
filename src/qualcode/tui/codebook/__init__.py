"""Codebooks as they are shown, edited, shared and merged."""
