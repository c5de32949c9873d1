"""The tables of a project, declared once, a module a subject."""
