"""Readings, variables, codebook files and codings into a project and out of it."""
