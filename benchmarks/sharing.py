"""Codebooks of 2,000 codes between two researchers: told apart, merged, merged into a project; and on the screen.

Each researcher did two hundred edits of every kind. The floors compare every code of the codebooks once, and read the
file alone; the screens' floor is the same screen with twenty codes.
"""

import asyncio
import random
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from codebooks import CODES, codebook
from measuring import Result, compared, timed
from qualcode.codebooks.differences import codebook_changes
from qualcode.codebooks.editing import with_changed, with_code, with_merged, with_moved, without_code
from qualcode.codebooks.finding import entries, ranked
from qualcode.codebooks.merge.merging import merged_codebooks
from qualcode.codebooks.reading import read_codebook
from qualcode.codebooks.writing import write_codebook
from qualcode.coding import codebook_writing
from qualcode.errors.codebooks import CodebookError
from qualcode.exchange.codebook_merging import Wishes, merge_codebook
from qualcode.model.codebook import Code, Codebook
from qualcode.model.identity import new_guid
from qualcode.model.transcript import Segment
from qualcode.project.project import Project
from qualcode.store.database import create_store
from qualcode.store.revisions import read_revision_hashes
from qualcode.suggestions.likely_here import LikelyHere

AT = datetime(2025, 3, 2, tzinfo=UTC)
EDITS = 200
KEYS = 10


def sharing(work: Path) -> Iterator[Result]:
    """Measure telling apart, merging and the screens."""
    base = codebook(CODES)
    ours, theirs = _edited(base, 1), _edited(base, 2)
    yield compared(
        f"diff of {CODES:,} codes, {EDITS} edits, beside comparing each code once",
        lambda: _seconds(lambda: [change.sentence() for change in codebook_changes(base, theirs)]),
        lambda: _seconds(lambda: _differing(base, theirs)),
        repetitions=5,
    )
    yield compared(
        f"three-way merge of {CODES:,} codes, {EDITS} edits a side, beside the same",
        lambda: _seconds(lambda: merged_codebooks(base, ours, theirs)),
        lambda: _seconds(lambda: (_differing(base, ours), _differing(base, theirs), _differing(ours, theirs))),
        repetitions=5,
    )
    yield _merging(work, base, ours, theirs)
    small = codebook(20)
    found = {count: entries((book,)) for count, book in ((CODES, base), (20, small))}
    yield compared(
        f"picking among {CODES:,} codes, three letters, beside twenty",
        lambda: _seconds(lambda: [ranked(found[CODES], typed) for typed in ("d", "de", "dei")]),
        lambda: _seconds(lambda: [ranked(found[20], typed) for typed in ("d", "de", "dei")]),
        repetitions=5,
    )
    likely, segment = _likely(CODES), Segment(250_000, 250_199)
    yield compared(
        f"likely codes of a segment among {CODES:,}, beside three letters",
        lambda: _seconds(lambda: likely.codes_at(segment)),
        lambda: _seconds(lambda: ranked(found[CODES], "dei")),
        repetitions=5,
        goal=0.1,
    )
    for name, keys, goal in (("moving in the tree", ("down",), 2), ("editing in the tree", ("D",), 3)):
        yield compared(
            f"{name} of {CODES:,} codes, a key, beside twenty",
            lambda keys=keys: _pressed(work, base, keys),
            lambda keys=keys: _pressed(work, small, keys),
            goal=goal,
        )


def _likely(codes: int) -> LikelyHere:
    """Return a source of 10,000 sentences, each of which may have eight of the codes."""
    chance = np.random.default_rng(0)
    starts = np.arange(10_000) * 50
    best = chance.integers(codes, size=(len(starts), 8), dtype=np.int32)
    doubts = np.log1p(-chance.random(best.shape, dtype=np.float32) / 2)
    return LikelyHere("", 1, tuple(map(str, range(codes))), starts, starts + 49, best, doubts)


def _seconds(act: Callable[[], object]) -> float:
    with timed() as watch:
        act()
    return watch.seconds


def _differing(one: Codebook, other: Codebook) -> list[Code]:
    return [code for code in one.codes if code.guid not in other or other.code(code.guid) != code]


def _edited(book: Codebook, seed: int) -> Codebook:
    rng = random.Random(seed)
    for number in range(EDITS):
        code, other = rng.sample(book.codes, 2)
        edit = rng.choice(("redefine", "rename", "use", "move", "merge", "remove", "add"))
        try:
            if edit == "redefine":
                book = with_changed(book, replace(code, definition=code.definition.replace(" ", " rather ", 2)))
            elif edit == "rename":
                book = with_changed(book, replace(code, name=f"{code.name} anew {seed}"))
            elif edit == "use":
                book = with_changed(book, replace(code, use_when=f"{code.use_when} Or so."))
            elif edit == "move":
                book = with_moved(book, code.guid, other.guid)
            elif edit == "merge":
                book = with_merged(book, code.guid, other.guid)
            elif edit == "remove" and not book.descendants(code.guid):
                book = without_code(book, code.guid)
            else:
                book = with_code(book, Code(guid=new_guid(), name=f"New {seed} {number}"))
        except CodebookError:
            continue
    return book


def _merging(work: Path, base: Codebook, ours: Codebook, theirs: Codebook) -> Result:
    """Measure a colleague's file from reading it to the committed act, beside reading it alone."""
    path = work / "theirs.yaml"
    projects = 0

    def merge() -> float:
        nonlocal projects
        projects += 1
        with create_store(work / f"share{projects}.qualcode", name="Share", coder="Lena", at=AT) as store:
            for book in (base, ours):
                with store.act("change codebook", "changed", coder="Lena", at=AT) as unit:
                    codebook_writing.write_codebook(unit, book)
                if book is base:
                    write_codebook(theirs, path, revision=read_revision_hashes(store)[base.guid])
            with timed() as watch:
                file = read_codebook(path)
                merge_codebook(store, file, name="theirs", coder="Lena", at=AT, wishes=Wishes(otherwise="theirs"))
        return watch.seconds

    return compared(
        f"file of {CODES:,} codes merged into a project, beside reading it",
        merge,
        lambda: _seconds(lambda: read_codebook(path)),
    )


def _pressed(work: Path, book: Codebook, keys: tuple[str, ...]) -> float:
    """Return the seconds a key takes in the codebook editor, from being pressed to everything being drawn."""
    path = work / f"screen{len(book.codes)}.qualcode"
    path.unlink(missing_ok=True)
    with create_store(path, name="Screen", coder="Lena", at=AT) as store:
        with store.act("import codebook", "imported", coder="Lena", at=AT) as unit:
            codebook_writing.write_codebook(unit, book)
        return asyncio.run(_key_seconds(Project(store, "Lena"), keys))


async def _key_seconds(project: Project, keys: tuple[str, ...]) -> float:
    from textual.app import App

    from qualcode.tui.codebook.screen import CodebookScreen

    class Host(App[None]):
        def on_mount(self) -> None:
            self.push_screen(CodebookScreen(project, lambda _: project))

    app = Host()
    async with app.run_test(size=(120, 40)) as pilot:
        await app.workers.wait_for_complete()
        await pilot.press("down")
        start = time.perf_counter()
        for _ in range(KEYS):
            await pilot.press(*keys)
        return (time.perf_counter() - start) / KEYS
