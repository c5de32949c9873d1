"""Memos as they are listed and written."""
