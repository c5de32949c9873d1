"""How far coders agree, on units and on where segments lie, and where they do not."""
