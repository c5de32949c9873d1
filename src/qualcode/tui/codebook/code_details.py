"""A code in full, as the codebook editor shows it: its meaning, its cues, who uses it, with quotes and memos."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from qualcode.analysis.code_usage import NO_USE
from qualcode.model.codebook import PATH_SEPARATOR
from qualcode.model.display import harmless
from qualcode.tui.drawing.texts import code_color, said, swatch

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from qualcode.analysis.code_usage import Usage
    from qualcode.model.codebook import Code, Codebook, Cue
    from qualcode.model.coding import Memo

_LONGEST_QUOTE = 240


def code_details(
    book: Codebook,
    code: Code,
    usage: Usage,
    source_names: Mapping[str, str],
    memos: tuple[Memo, ...] = (),
) -> Content:
    """Return everything there is to say of a code, most of it on lines that begin with what they say.

    Args:
        book: where it stands.
        code: itself.
        usage: how it is used.
        source_names: by GUID.
        memos: on it, by everybody.
    """
    lines = [_path(book, code), _facts(book, code)]
    if code.definition:
        lines += [Content(""), Content(harmless(code.definition))]
    for title, text in (("Use when", code.use_when), ("Not when", code.not_when)):
        if text:
            lines += [Content(""), Content.assemble((title, "bold"), "  ", harmless(text))]
    if code.cues:
        lines += [Content(""), *_cues(code.cues)]
    if code.examples:
        lines += [Content(""), Content.styled("Examples", "bold"), *(said(f"· {each}") for each in code.examples)]
    lines += [Content(""), *_used(usage, source_names)]
    for memo in memos:
        head = said(f"Memo of {memo.coder}, {memo.at.astimezone():%Y-%m-%d}", "bold")
        lines += [Content(""), head, Content(harmless(memo.text))]
    return Content("\n").join(lines)


def codebook_details(book: Codebook, usages: Mapping[str, Usage]) -> Content:
    """Return what there is to say of a codebook."""
    codings = sum(len(usages.get(code.guid, NO_USE).codings) for code in book.codes)
    themes, codes = _counted(len(book.children(None)), "theme"), _counted(len(book.codes), "code")
    facts = f"{themes}, {codes} in all, {_counted(codings, 'coding')}"
    lines = [said(book.name, "bold"), said(facts, "dim"), Content(""), Content(harmless(book.description))]
    return Content("\n").join(lines)


def _path(book: Codebook, code: Code) -> Content:
    above = [said(each.name, "dim") for each in book.lineage(code.guid)[:-1]]
    return Content.styled(PATH_SEPARATOR, "dim").join([*above, said(code.name, "bold")])


def _facts(book: Codebook, code: Code) -> Content:
    own = code.color or "color of its theme"
    facts = [Content.assemble(swatch(code_color(book, code)), said(own))]
    facts.append(Content.assemble("key ", said(code.key, "bold")) if code.key else said("no key", "dim"))
    if not code.is_codable:
        facts.append(Content("only groups others"))
    if code.is_retired:
        facts.append(Content.styled("retired", "bold"))
    return Content.styled(" · ", "dim").join(facts)


def _cues(cues: tuple[Cue, ...]) -> Iterator[Content]:
    """Yield a line for each language's cues, those against after those for."""
    grouped: dict[tuple[str | None, bool], list[Cue]] = {}
    for cue in cues:
        grouped.setdefault((cue.language, cue.is_negative), []).append(cue)
    for (language, is_negative), group in grouped.items():
        title = ("Not cues" if is_negative else "Cues") + (f" {language}" if language else "")
        yield Content.assemble((title, "bold"), "  ", said(" · ".join(_words(cue) for cue in group)))


def _words(cue: Cue) -> str:
    return cue.text if cue.form == "lemma" else f"{cue.form}: {cue.text}"


def _used(usage: Usage, source_names: Mapping[str, str]) -> Iterator[Content]:
    if not usage.codings:
        yield said("Not used yet.", "dim")
        return
    coders = ", ".join(f"{coder} {count}" for coder, count in usage.coders)
    counted = f"{_counted(len(usage.codings), 'coding')} in {_counted(usage.sources, 'source')}: {coders}"
    yield Content.assemble(("Used", "bold"), "  ", said(counted))
    for coding in usage.telling:
        quote = coding.quote if len(coding.quote) <= _LONGEST_QUOTE else coding.quote[:_LONGEST_QUOTE] + "…"
        place = f"{source_names.get(coding.source_guid, '')}, turn {coding.first_turn}, {coding.coder}"
        yield Content.assemble(said(f"“{quote}”", "italic"), "  ", said(place, "dim"))


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
