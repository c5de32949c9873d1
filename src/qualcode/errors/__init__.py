"""Every failure a person can meet, one class each, a module a subject."""
