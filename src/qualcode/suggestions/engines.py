"""The engines of this process, one a project file: what was read for one question serves the next."""

from functools import lru_cache
from pathlib import Path

from qualcode.suggestions.cache import cache_folder
from qualcode.suggestions.engine import Engine


@lru_cache(maxsize=2)
def engine_of(project: Path) -> Engine:
    """Return the engine of a project file; the same one whenever asked for the same file."""
    return Engine(cache_folder(project))
