"""A bar for work that goes through many things, where somebody sits in front of a terminal."""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

Thing = TypeVar("Thing")


def shown(things: Sequence[Thing], what: str) -> Iterator[Thing]:
    """Yield the things; a bar on stderr shows how many are done, if it is a terminal and there is more than one."""
    if len(things) < 2 or not sys.stderr.isatty():
        yield from things
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn(what), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        yield from progress.track(things)


@contextmanager
def steps(*names: str) -> Iterator[Callable[[str], None]]:
    """Give a function that is told which of the steps begins; a bar on stderr shows it, if it is a terminal."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(names[0], total=len(names))

        def at(name: str) -> None:
            progress.update(task, description=name, completed=names.index(name))

        yield at
