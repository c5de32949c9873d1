"""What a model hangs on, told without training it: the same grounds, the same model, on any machine.

In a large project that is little. The talk as a whole is that of some whole sources, probabilities are checked on some
whole sources, and of all others only the quotes count that were coded there: where they stand in their source does not
matter. So a new text of a source nobody learns from, or a further source, leaves the model alone. What is in the cache
already never makes a difference.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from qualcode.suggestions.talk.lessons import examples_of
from qualcode.suggestions.talk.looking import looks_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Set

    from qualcode.model.codebook import Code
    from qualcode.model.coding import Verdict
    from qualcode.model.transcript import Source
    from qualcode.suggestions.talk.lessons import Example, Place
    from qualcode.suggestions.talk.looking import Look
    from qualcode.suggestions.talk.study import SourceKey, Study

MOST_BACKGROUND_WORDS = 60_000
_MOST_CHECKED_WORDS = 50_000  # some four thousand sentences
_FEWEST_CHECKED_SOURCES = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Grounds:
    """What a model hangs on.

    Attributes:
        key: the same for the same model; the versions of what trains it are not in it.
        background: sources whose talk is the project's talk as a whole.
        checked: coded sources on which probabilities are checked, and whose uncoded talk is learned from.
        examples: what is learned from, of all sources, by their GUIDs.
        judged: all that was judged in the sources `checked`, by GUID.
        looks: where coders have looked, by source; of sources not in `checked`, only for which codes matters.
        verdicts: on suggestions; only those in `checked` matter, and where they are.
    """

    key: str
    background: tuple[SourceKey, ...]
    checked: tuple[SourceKey, ...]
    examples: tuple[Example, ...]
    judged: Mapping[str, tuple[Place, ...]]
    looks: Mapping[str, tuple[Look, ...]]
    verdicts: tuple[Verdict, ...] = ()

    def own(self, guid: str) -> str:
        """Return which passages of a source are judged without what was coded there: they are its examples'."""
        first = bisect_left(self.examples, guid, key=lambda one: one.source_guid)
        beyond = bisect_right(self.examples, guid, first, key=lambda one: one.source_guid)
        return repr([(first, *((one.start, one.end) for one in self.examples[first:beyond]))])


def grounds_of(study: Study, read: Callable[[SourceKey], Source], meanings: str) -> Grounds:
    """Return what a model of a study hangs on.

    Args:
        read: gives a source; asked for those that were coded or judged.
        meanings: what tells the model of the semantic extra from others; empty without.
    """
    many = Counter(one.source_guid for one in study.codings)
    keys = study.judged_sources()
    background, checked = background_sources(study.sources, many), _checked_sources(keys, many)
    placed = {key.guid for key in checked}
    examples, places = examples_of(study.codings, study.verdicts, {key.guid: read(key) for key in keys}, sorted(placed))
    looks, by_guid = looks_of(study.codings, study.unseen), sorted(keys, key=lambda key: key.guid)
    told = sha256()
    for part in (
        *(repr(_words(one)) for one in study.codes()),
        "",
        repr(sorted(study.languages)),
        meanings,
        *(f"{key.guid} {key.state}" for key in background),
        "",
        *(f"{key.guid} {key.state}" for key in checked),
        "",
        *(repr(_facts(one, placed)) for one in examples),
        "",
        *(repr(_place(one)) for guid in sorted(places) for one in places[guid]),
        "",
        *sorted(
            {
                repr((one.source_guid, one.code_guid, one.segment.start, one.segment.end))
                for one in study.verdicts
                if one.source_guid in placed
            }
        ),
        "",
        *(repr((key.guid, _looked(looks.get(key.guid, ()), is_placed=key.guid in placed))) for key in by_guid),
    ):
        told.update(part.encode("utf-8", "surrogatepass") + b"\0")
    return Grounds(
        key=told.hexdigest(), background=background, checked=checked, examples=examples, judged=places, looks=looks,
        verdicts=study.verdicts,
    )  # fmt: skip


def background_sources(sources: Iterable[SourceKey], codings: Mapping[str, int]) -> tuple[SourceKey, ...]:
    """Return whole sources with enough words, by GUID; of small projects all.

    Args:
        codings: how many each source has, by GUID.
    """
    return _enough(sources, codings, MOST_BACKGROUND_WORDS, 0)


def _checked_sources(sources: Iterable[SourceKey], codings: Mapping[str, int]) -> tuple[SourceKey, ...]:
    return _enough(sources, codings, _MOST_CHECKED_WORDS, _FEWEST_CHECKED_SOURCES)


def _enough(sources: Iterable[SourceKey], codings: Mapping[str, int], words: int, many: int) -> tuple[SourceKey, ...]:
    """Return whole sources until there are so many words and so many of them, by GUID.

    Those that are coded at least half as much as the most coded one come first, then others that are coded, then the
    rest; in each class as a hash of their GUIDs has it. So the same sources serve for everything, coding one more
    quote hardly ever changes which, and a further source that nobody has coded never does once there are enough.
    """
    most = max(codings.values(), default=0)

    def place(key: SourceKey) -> tuple[int, bytes]:
        here = codings.get(key.guid, 0)
        return 2 - (here > 0) - (here > 0 and 2 * here >= most), sha256(key.guid.encode()).digest()

    chosen: list[SourceKey] = []
    said = 0
    for key in sorted(sources, key=place):
        if said >= words and len(chosen) >= many:
            break
        chosen.append(key)
        said += key.words
    return tuple(sorted(chosen, key=lambda one: one.guid))


def _words(code: Code) -> tuple[object, ...]:
    """Return what of a code is learned from, or told apart by."""
    cues = [(cue.text, cue.form, cue.language, cue.is_negative) for cue in code.cues]
    return code.guid, code.name, code.definition, code.use_when, code.examples, cues


def _place(one: Place) -> tuple[object, ...]:
    return one.start, one.end, sorted(one.codes), sorted(one.against), sorted(one.searched)


def _looked(looks: Iterable[Look], *, is_placed: bool) -> tuple[object, ...]:
    if is_placed:
        return tuple((look.start, look.end, sorted(look.codes)) for look in looks)
    return tuple(sorted({code for look in looks for code in look.codes}))


def _facts(one: Example, placed: Set[str]) -> tuple[object, ...]:
    where = (one.start, one.end) if one.source_guid in placed else ()
    codes = tuple(sorted(one.codes)), tuple(sorted(one.against))
    return (
        one.source_guid,
        where,
        one.quote,
        one.language,
        *codes,
        one.coder,
        one.said_by,
        one.source_name,
        one.sampling_weight,
    )
