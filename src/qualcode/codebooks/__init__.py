"""Codebook files and codebooks: the tree, validation, reading, writing, differences."""
