"""Work that goes on while keys are answered, and what becomes of it."""
