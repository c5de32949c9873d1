"""The nouns: frozen values, checked when made, knowing nothing of files, tables or screens."""
