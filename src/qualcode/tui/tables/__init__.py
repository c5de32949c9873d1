"""The tables of a study, and the quotes behind their figures."""
