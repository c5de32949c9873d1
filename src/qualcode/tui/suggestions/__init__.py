"""Suggestions as they are shown and asked about."""
