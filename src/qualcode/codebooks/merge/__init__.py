"""Three-way merging of codebooks, and how clashes are settled."""
