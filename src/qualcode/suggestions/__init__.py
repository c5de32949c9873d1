"""Candidate codings found by a spaCy pipeline, with a score and a reason."""
