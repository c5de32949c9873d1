"""Codings and whole projects in and out."""
