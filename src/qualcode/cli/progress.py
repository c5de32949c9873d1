"""A bar for work that takes a while, where somebody sits in front of a terminal."""

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from rich.progress import Progress, ProgressColumn

Thing = TypeVar("Thing")


def shown(things: Sequence[Thing], what: str) -> Iterator[Thing]:
    """Yield the things; a bar on stderr shows how many are done, if it is a terminal and there is more than one."""
    return followed(things, what, len(things))


def followed(things: Iterable[Thing], what: str, count: int) -> Iterator[Thing]:
    """Yield the things, which are so many, as `shown` does."""
    if count < 2:
        yield from things
        return
    with stepping(what, count) as step:
        for thing in things:
            yield thing
            step()


@contextmanager
def stepping(what: str, total: int | None) -> Iterator[Callable[[], None]]:
    """Give a function that is called after each of so many steps; a bar on stderr shows them, if it is a terminal."""
    if not sys.stderr.isatty():
        yield lambda: None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn

    with _bar(TextColumn(what), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn()) as progress:
        task = progress.add_task("", total=total)
        yield lambda: progress.advance(task)


@contextmanager
def steps(*names: str) -> Iterator[Callable[[str], None]]:
    """Give a function that is told which of the steps begins; a bar on stderr shows it, if it is a terminal."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn

    with _bar(TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn()) as progress:
        task = progress.add_task(names[0], total=len(names))

        def at(name: str) -> None:
            progress.update(task, description=name, completed=names.index(name))

        yield at


def _bar(*columns: "ProgressColumn") -> "Progress":
    from rich.console import Console
    from rich.progress import Progress

    return Progress(*columns, console=Console(stderr=True), transient=True)
