"""The engines of this process, one a project file: what was read for one question serves the next."""

from functools import lru_cache

from qualcode.suggestions.engine import Engine


@lru_cache(maxsize=2)
def engine_of(_project: str) -> Engine:
    """Return the engine of a project, by a name of its own; the same one whenever asked for the same project."""
    return Engine()
