"""Labels as a person tells them: by a regular expression, under other names, or not as labels at all."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

from qualcode.errors.profiles import LabelRegexError
from qualcode.transcripts.labels.candidates import Candidate, Layout
from qualcode.transcripts.labels.evidence import Evidence
from qualcode.transcripts.labels.labels import Head, named, seconds_of
from qualcode.transcripts.labels.shapes import label_key

_LONGEST = 300
_SECONDS = 5.0
_NAME_GROUPS = ("name", "speaker", "label")
_AROUND = " \t\u00a0:：-–—[]()<>#*_|"


def labels_by_regex(layout: Layout, pattern: str) -> Evidence:
    r"""Return the lines that begin with what a regular expression matches; all else is talk.

    The group `name` (or `speaker`, `label`, or the first one, or else the whole match) is the label, `time` and
    `details` the time and bracket beside it. The talk begins where the match ends.

    Raises:
        LabelRegexError: it cannot be compiled, or takes longer than seconds on a line.
    """
    expression = _compiled(pattern)
    openings = set(layout.openings)
    heads: dict[tuple[str, ...], Head | None] = {}
    labels: list[Candidate] = []
    start = 0
    for number, line in enumerate(layout.lines):
        try:
            match = expression.match(line[:_LONGEST], timeout=_SECONDS) if line else None
        except TimeoutError:
            raise LabelRegexError(pattern, f"takes too long on line {number + 1}; make it simpler") from None
        if match is not None and match.end() > 0:
            head = _told_head(match, line, heads)
            if head is not None:
                labels.append(Candidate(number, start, number in openings, head))
        start += len(line) + 1
    return Evidence(labels, [], [], [])


@lru_cache(maxsize=16)
def _compiled(pattern: str) -> Any:  # noqa: ANN401 # regex ships no types
    import regex

    try:
        return regex.compile(pattern, regex.V0)
    except regex.error as error:
        raise LabelRegexError(pattern, f"is no regular expression ({error})") from None


def _told_head(match: Any, line: str, heads: dict[tuple[str, ...], Head | None]) -> Head | None:  # noqa: ANN401 # as above
    groups: Mapping[str, str | None] = match.groupdict()
    written = next((groups[name] for name in _NAME_GROUPS if groups.get(name)), None)
    if written is None:
        written = (match[1] if match.re.groups else None) or match[0]
    end = match.end()
    told = (
        written,
        groups.get("time") or "",
        groups.get("details") or "",
        str(end),
        "" if line[end:].strip() else "lone",
    )
    if told not in heads:
        found = named(written.strip(_AROUND)) if written.strip(_AROUND) else None
        heads[told] = found and Head(
            style="told", name=found[0], key=found[1], shape=found[2], stem=found[3], details=told[2].strip(_AROUND),
            seconds=seconds_of(told[1].strip(_AROUND)), skip=0, length=end, is_tight=False, is_lone=bool(told[4]),
        )  # fmt: skip
    return heads[told]


def with_renamed(evidence: Evidence, layout: Layout, renamed: Sequence[tuple[str, str]]) -> Evidence:
    """Return the labels under other names: two become one speaker, one that shall be nothing becomes talk.

    A name that was left as talk becomes a label where it is told to be called anything.
    """
    if not renamed:
        return evidence
    new = {label_key(old): name for old, name in renamed}
    taken = {one.head.key for one in evidence.labels}
    lines = {one.line for one in evidence.labels}
    wanted = {key for key, name in new.items() if name} - taken
    added = {one.line: one for one in layout.candidates if one.head.key in wanted and one.line not in lines}
    heads: dict[int, Head] = {}
    labels = []
    for one in sorted([*evidence.labels, *added.values()]) if added else evidence.labels:
        name = new.get(one.head.key)
        if name is None:
            labels.append(one)
        elif name:
            head = heads.setdefault(id(one.head), replace(one.head, name=name, key=label_key(name)))
            labels.append(one._replace(head=head))
    gone = new.keys()
    return Evidence(
        labels,
        [one for one in evidence.once if one.head.key not in gone],
        [one for one in evidence.left if one.head.key not in gone],
        [one for one in evidence.inside if one.head.key not in gone],
    )
