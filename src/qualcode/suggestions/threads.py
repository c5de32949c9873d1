"""Linear algebra in one thread."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def one_thread() -> Iterator[None]:
    """Let linear algebra keep to one thread: the same sums everywhere, and other work keeps its cores."""
    import scipy.linalg
    import scipy.sparse.linalg  # noqa: F401  # limits hold for what is loaded already
    from threadpoolctl import threadpool_limits

    with threadpool_limits(1):
        yield
