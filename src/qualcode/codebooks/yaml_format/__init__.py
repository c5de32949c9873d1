"""Codebook files in YAML."""
