"""Transcripts before they come in."""
