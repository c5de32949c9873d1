"""Codebook files as tables: CSV and Excel."""
