"""Linear algebra in one thread."""

from __future__ import annotations

from contextlib import contextmanager
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from threadpoolctl import ThreadpoolController


@contextmanager
def one_thread() -> Iterator[None]:
    """Let linear algebra keep to one thread: the same sums everywhere, and other work keeps its cores."""
    with _controller().limit(limits=1):
        yield


@lru_cache(maxsize=1)
def _controller() -> ThreadpoolController:
    """Return what limits the libraries loaded, looked for once: that takes longer than a source."""
    import scipy.linalg
    import scipy.sparse.linalg  # noqa: F401  # what is loaded later is not found
    from threadpoolctl import ThreadpoolController

    return ThreadpoolController()
