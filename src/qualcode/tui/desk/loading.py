"""What the coding screen has read for it in threads: a source, its codings, suggestions. Values go out as messages."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from textual.message import Message

from qualcode.errors.base import QualcodeError
from qualcode.errors.lookups import SourceGoneError, UnknownSourceError
from qualcode.tui.desk.open_suggestions import in_place
from qualcode.tui.desk.shown_source import Load, load
from qualcode.tui.threads.tidying import exempt

if TYPE_CHECKING:
    from collections.abc import Callable

    from qualcode.model.coding import Component, Suggestion
    from qualcode.model.transcript import Source
    from qualcode.project.project import Project
    from qualcode.project.snapshots import ReadingPlace
    from qualcode.suggestions.likely_here import LikelyHere

    Post = Callable[[Message], bool]

_AT_ONCE: tuple[Component, ...] = ("cues",)


@dataclass
class Opened(Message):
    """A source, the codebooks, and where the coder was the last time; the codings follow."""

    source: Source
    loaded: Load
    place: ReadingPlace | None


@dataclass
class Loaded(Message):
    """Codings and codebooks as they stand."""

    loaded: Load


@dataclass
class Suggested(Message):
    """Suggestions in order of place, or why there are none."""

    suggestions: tuple[Suggestion, ...]
    failure: str = ""
    is_more_to_come: bool = False


@dataclass
class LikelyFound(Message):
    """What may be coded in a source, of any segment; None where nobody knows."""

    likely: LikelyHere | None


@dataclass
class Remarked(Message):
    """What suggestions cannot do as well in the languages of a source, one line each."""

    remarks: tuple[str, ...]


@dataclass
class Failed(Message):
    """Nothing could be read, and why."""

    reason: str


def open_source(project: Project, wanted: str, post: Post) -> None:
    """Read a source, by name or GUID, and then its codings."""
    try:
        source = project.source(wanted)
        loaded = load(project, source, without_codings=True)
        post(Opened(source, loaded, project.reading_places().get(source.guid)))
    except QualcodeError as error:
        post(Failed(str(error)))
    else:
        exempt(source)
        load_again(project, source, post)


def load_again(project: Project, source: Source, post: Post) -> None:
    """Read codings and codebooks as they stand now; where the source has a new text, open that instead."""
    try:
        if project.text_number(source.guid) == source.revision:
            loaded = load(project, source)
            post(Loaded(loaded))
            exempt(loaded.codings.each())
        else:
            open_source(project, source.guid, post)
    except UnknownSourceError:
        post(Failed(str(SourceGoneError(source.name))))
    except QualcodeError as error:
        post(Failed(str(error)))


def look_for_suggestions(
    project: Project, source_guid: str, post: Post, stop: Callable[[], bool], *, with_moderator: bool
) -> None:
    """Let the pipeline look for suggestions until told to stop; the first time it is loaded, which takes seconds.

    While nothing is coded, what the cues find goes out at once, the whole list when the rest has learned. Afterwards
    it waits for what is learned, as that tells which cues mislead: what is withheld is not shown for a moment.
    """
    look = partial(project.suggestions, source_guid, with_moderator=with_moderator, stop=stop)
    by_cues: tuple[Suggestion, ...] | None = None
    try:
        if not project.is_anything_coded():
            by_cues = in_place(look(parts=_AT_ONCE))
            if not stop():
                post(Suggested(by_cues, is_more_to_come=True))
            exempt(by_cues)
        found = Suggested(in_place(look()))
    except QualcodeError as error:
        found = Suggested((), str(error))
    if not stop() and (found.failure or found.suggestions != by_cues):
        post(found)
    if not found.failure:
        get_ready(project, source_guid, post, stop, with_moderator=with_moderator)
        remarks = (*project.language_remarks(source_guid), *project.pattern_remarks())
        if not stop():
            post(Remarked(remarks))
    exempt_learned(project, found.suggestions)


def exempt_learned(project: Project, found: tuple[Suggestion, ...]) -> None:
    """Keep the collector from looking at suggestions and at what was learned for them."""
    from qualcode.suggestions.engines import engine_of

    exempt(found, engine_of(project.path.resolve()))


def get_ready(
    project: Project, source_guid: str, post: Post, stop: Callable[[], bool], *, with_moderator: bool
) -> None:
    """Load what the next verdict needs, where suggestions came without it; post which codes are likely where."""
    with suppress(QualcodeError):  # it is told by who asks for suggestions next
        project.get_ready_for_verdicts(source_guid, stop=stop)
        if not stop():
            likely = project.likely_here(source_guid, with_moderator=with_moderator)
            if not stop():
                post(LikelyFound(likely))
