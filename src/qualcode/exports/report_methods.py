"""How a report was made, in the words of a methods section: what was counted, over whom, and how sure it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.analysis.resampling import RESAMPLES

if TYPE_CHECKING:
    from qualcode.exports.report import Report

_REVISION = 12  # hexadecimal digits that tell revisions apart
_PROPOSED = (
    "proposed by the program, for themes of which none is marked: taken in turn of the groups and speakers heard least "
    "so far, of readable length first"
)


def methods(report: Report) -> tuple[str, ...]:
    """Return paragraphs, each one text."""
    return tuple(
        part
        for part in (
            _material(report),
            _codebooks(report),
            _counting(report),
            _breakdown(report),
            _quotes(report),
            _agreement(report),
            _program(report),
        )
        if part
    )


def many(number: object, noun: str) -> str:
    """Return the number with its noun: `1 turn`, `2,048 turns`."""
    figure = number if isinstance(number, int) else 0
    return f"{figure:,} {noun}{'' if figure == 1 else 's'}"


def listed(names: object) -> str:
    """Return names in a row: `Kim, Lee and Max`."""
    told = [str(name) for name in names] if isinstance(names, list | tuple) else []
    return " and ".join([", ".join(told[:-1]), told[-1]]) if len(told) > 1 else "".join(told)


def _material(report: Report) -> str:
    study = report.study
    waves = f" in {many(study['waves'], 'wave')}" if study["waves"] else ""
    people = "speaker" if report.scope.with_moderator else "participant"
    text = (
        f"The material is {many(study['sources'], 'transcript')} of {many(study['groups'], 'focus group')}{waves}: "
        f"{many(study['participants'], people)}, {many(study['turns'], 'turn')}, {many(study['words'], 'word')}. "
    )
    if not study["codings"]:
        return text + "None of it has been coded yet."
    coders = listed(study["coders"])
    share = _percent(study["coded_percent"])
    text += (
        f"{coders} made {many(study['codings'], 'coding')} in {many(study['coded_turns'], 'turn')} ({share}) of "
        f"{many(study['coded_sources'], 'transcript')}."
    )
    asked = report.scope.selection.sentence()
    return f"{text} Only a part of the study is reported: {asked}." if asked else text


def _codebooks(report: Report) -> str:
    shown = set(report.frequencies["code_guid"])
    told = [
        f"{book.name} ({many(sum(code.guid in shown for code in book.codes), 'code')} shown, revision "
        f"{report.origin.revisions[book.guid][:_REVISION]})"
        for book in report.origin.codebooks
        if any(code.guid in shown for code in book.codes)
    ]
    return f"Coded with {listed(told)}. A revision is the hash of a codebook's content." if told else ""


def _counting(report: Report) -> str:
    counted = (
        "Turns of everybody count, of moderators and observers too."
        if report.scope.with_moderator
        else "Turns of moderators and observers do not count, and neither does text before the first turn."
    )
    people = "speaker" if report.scope.with_moderator else "participant"
    return (
        f"A turn is one person's uninterrupted talk. {counted} A {people} voiced a theme if at least one coding of the "
        f"theme, or of any code under it, lies in one of their turns; however often they did, they are one {people}, "
        f"also across groups. Percentages are of all {people}s, or groups, with at least one turn that counts, halves "
        "rounded up. A group is the value of the variable “group”, or the transcript itself where there is none. "
        "Codings of several coders are counted together. A turn is prompted if the moderator's turn that opened the "
        "exchange carries a coding of the same theme; the other turns are spontaneous. Groups are not a random sample "
        "of a population: the figures say how far a theme reached among those who spoke."
    )


def _breakdown(report: Report) -> str:
    frame = report.breakdown
    if frame is None or frame["low"].is_null().all():
        return ""
    return (
        f"Intervals by {report.scope.by} hold 95 %: whole groups were drawn with replacement {RESAMPLES:,} times (seed "
        f"{report.scope.seed}); where Wilson's interval is the wider one, it is told instead. People of one group are "
        "not independent of each other, so there is no p-value. Many comparisons are made at once: some levels differ "
        "by chance."
    )


def _quotes(report: Report) -> str:
    parts = []
    for is_proposed, told in ((False, "marked for the report by the coders"), (True, _PROPOSED)):
        count = sum(len(theme.quotes) for theme in report.quotes or () if theme.is_proposed == is_proposed)
        if count:
            parts.append(f"{many(count, 'quote')} {'was' if count == 1 else 'were'} {told}.")
    return " ".join(parts)


def _agreement(report: Report) -> str:
    frame = report.agreement
    if frame is None or frame.is_empty():
        return ""
    last = frame.row(-1, named=True)
    text = (
        f"Agreement of {listed(last['coders'])} is told over {many(last['units'], 'turn')} of "
        f"{many(last['groups'], 'group')}: all turns that count of the transcripts in which each of them has codings. "
        "α is Krippendorff's for nominal data, κ is Cohen's"
    )
    text += ", the mean over all pairs of coders. " if len(last["coders"]) > 2 else ". "
    text += "Over all codes, the set of codes that a coder gave a turn is compared."
    if last["alpha_low"] is not None:
        text += (
            f" Intervals hold 95 % of what {RESAMPLES:,} draws of whole groups gave (seed {report.scope.seed}); with "
            "few groups they are rough."
        )
    if last["suggested"]:
        text += f" Codings that came of a suggestion lie in {many(last['suggested'], 'turn')} of these."
    return text


def _program(report: Report) -> str:
    return f"Counted with {report.origin.program}."


def _percent(value: object) -> str:
    return f"{value:g} %" if isinstance(value, int | float) else "–"
