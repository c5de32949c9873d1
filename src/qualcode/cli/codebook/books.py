"""Commands about several codebooks in one project: list, create, rename, remove them; copy and move codes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli.codebook.options import NO_CODEBOOK
from qualcode.cli.context import CoderOption, JsonOption, ProjectOption, to_act, to_read
from qualcode.cli.printing import about, print_json, print_table, result, talk

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qualcode.project.project import Project

BookArgument = Annotated[str, typer.Argument(metavar="CODEBOOK", help="Its name or GUID.")]
CodeArgument = Annotated[
    str, typer.Argument(metavar="CODE", help="Its name, its path such as 'Theme > Code', or GUID.")
]
ToOption = Annotated[str, typer.Option("--to", metavar="CODEBOOK", help="Which codebook it goes to.")]
UnderOption = Annotated[
    str | None, typer.Option("--under", metavar="CODE", help="Under which code there; else at the top.")
]


def add_to(group: typer.Typer) -> None:
    """Add this module's commands to the group of codebooks."""
    group.command("list")(list_)
    for command in (create, rename, remove, copy, move):
        group.command()(command)


def list_(ctx: typer.Context, json: JsonOption = False, project: ProjectOption = None) -> None:
    """List the codebooks of the project."""
    with to_read(ctx, project) as opened:
        books, hashes = opened.codebooks(), opened.codebook_hashes()
        holders = {code.guid: book.guid for book in books for code in book.codes}
        used = [holders[coding.code_guid] for coding in opened.codings()]
        rows: list[dict[str, object]] = [
            {
                "name": book.name,
                "guid": book.guid,
                "codes": len(book.codes),
                "codings": used.count(book.guid),
                "revision": hashes[book.guid],
                "description": book.description,
            }
            for book in books
        ]
        if json:
            print_json(rows, about(opened))
            return
        if not rows:
            talk(NO_CODEBOOK)
            return
        cells = [(row["name"], row["codes"], row["codings"], str(row["revision"])[:12]) for row in rows]
        print_table(("codebook", "codes", "codings", "revision"), cells)


def create(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="What to call it.")],
    project: ProjectOption = None,
    coder: CoderOption = None,
) -> None:
    """Make a codebook without codes."""
    from qualcode.coding.codebook_making import create_codebook
    from qualcode.project.opening import now

    with to_act(ctx, project, coder) as opened:
        create_codebook(opened.store, name, coder=opened.coder, at=now())
        result(f"Codebook {name!r} is made. Codes come in with: qualcode codebook import, copy or move")


def rename(
    ctx: typer.Context,
    book: BookArgument,
    name: Annotated[str, typer.Argument(metavar="NAME", help="What to call it.")],
    project: ProjectOption = None,
    coder: CoderOption = None,
) -> None:
    """Give a codebook another name."""
    from qualcode.coding.codebook_making import rename_codebook
    from qualcode.project.opening import now

    with to_act(ctx, project, coder) as opened:
        known = opened.codebook(book)
        rename_codebook(opened.store, known.guid, name, coder=opened.coder, at=now())
        result(f"Codebook {known.name!r} is called {name!r} now.")


def remove(ctx: typer.Context, book: BookArgument, project: ProjectOption = None, coder: CoderOption = None) -> None:
    """Remove a codebook that has no codes any more; its revisions stay known."""
    from qualcode.coding.codebook_branches import remove_codebook
    from qualcode.project.opening import now

    with to_act(ctx, project, coder) as opened:
        known = opened.codebook(book)
        remove_codebook(opened.store, known.guid, coder=opened.coder, at=now())
        result(f"Codebook {known.name!r} is removed.")


def copy(
    ctx: typer.Context,
    code: CodeArgument,
    to: ToOption,
    under: UnderOption = None,
    project: ProjectOption = None,
    coder: CoderOption = None,
) -> None:
    """Copy a code, with all under it, to another codebook; its codings stay with the code it is copied from."""
    from qualcode.coding.codebook_branches import copy_to_codebook
    from qualcode.project.opening import now

    with to_act(ctx, project, coder) as opened:
        guid, target, parent = _meant(opened, code, to, under)
        _, lost = copy_to_codebook(opened.store, guid, target, parent_guid=parent, coder=opened.coder, at=now())
        _tell(f"Copied {code!r} to codebook {to!r}.", lost)


def move(
    ctx: typer.Context,
    code: CodeArgument,
    to: ToOption,
    under: UnderOption = None,
    project: ProjectOption = None,
    coder: CoderOption = None,
) -> None:
    """Move a code, with all under it, to another codebook, or within its own; its codings go along."""
    from qualcode.coding.codebook_branches import move_to_codebook
    from qualcode.project.opening import now

    with to_act(ctx, project, coder) as opened:
        guid, target, parent = _meant(opened, code, to, under)
        lost = move_to_codebook(opened.store, guid, target, parent_guid=parent, coder=opened.coder, at=now())
        _tell(f"Moved {code!r} to codebook {to!r}.", lost)


def _meant(opened: Project, code: str, to: str, under: str | None) -> tuple[str, str, str | None]:
    """Return the GUIDs of a code, of the codebook it goes to, and of the code there that it comes to stand under."""
    from qualcode.model.codebook import find_code

    target = opened.codebook(to)
    parent = find_code((target,), under)[1].guid if under else None
    return find_code(opened.codebooks(), code)[1].guid, target.guid, parent


def _tell(done: str, lost: Sequence[str]) -> None:
    for name in lost:
        talk(f"{name!r} comes without its key, which is that of another code there.")
    result(done)
