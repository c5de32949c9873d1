"""Codebook files in REFI-QDA."""
