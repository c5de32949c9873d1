"""A codebook to read and to print: one HTML page that needs nothing else, or Markdown.

Both tell everything a person wants of a codebook: the tree, definitions, when to apply a code and when not, cues,
examples, keys and colors. They are not read back. Characters that could turn or hide their neighbors become visible
stand-ins, nothing in a text is taken for markup, and nothing on the page for a formula by a spreadsheet that opens it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcode.exports.page_text import page_text
from qualcode.model.codebook import PATH_SEPARATOR
from qualcode.model.display import harmless, harmless_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qualcode.model.codebook import Code, Codebook, Cue

_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>()#+!|~&-])")
_MARKER = re.compile(r"^(\s*\d+)([.)])", re.MULTILINE)
_DEEPEST_HEADING = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    """One code as it is set: its depth, the path above it, and what there is to tell under which heading."""

    code: Code
    depth: int
    level: int
    path: str
    told: tuple[tuple[str, tuple[str, ...]], ...]


def codebook_html(codebook: Codebook, *, revision: str | None = None) -> str:
    """Return the codebook as one page: no script, nothing fetched; it opens from disk and prints."""
    from jinja2 import Environment, PackageLoader

    environment = Environment(
        loader=PackageLoader("qualcode", "exports"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: page_text(value) if isinstance(value, str) else value,
    )
    counted = _counted(codebook)
    entries = list(_entries(codebook))
    page = environment.get_template("codebook.html.jinja")
    return page.render(book=codebook, entries=entries, counted=counted, revision=revision, language="")


def codebook_markdown(codebook: Codebook, *, revision: str | None = None) -> str:
    """Return the codebook as Markdown: a heading a code, as deep as the code stands, six at most."""
    lines = [f"# {_line(codebook.name)}", ""]
    if codebook.description:
        lines += [_block(codebook.description), ""]
    lines += [_counted(codebook) + (f", revision {revision[:12]}" if revision else ""), ""]
    for entry in _entries(codebook):
        code = entry.code
        marks = [f"`{harmless_line(code.key)}`" if code.key and "`" not in code.key else _line(code.key or "")]
        marks += ["(groups others)"] if not code.is_codable else []
        marks += ["(retired)"] if code.is_retired else []
        heading = "#" * entry.level + " " + " ".join([_line(code.name), *filter(None, marks)])
        lines += [heading, ""]
        if entry.path:
            lines += [f"*{_line(entry.path)}*", ""]
        if code.definition:
            lines += [_block(code.definition), ""]
        for title, texts in entry.told:
            lines += [f"**{title}**", "", *_told(title, texts), ""]
    return "\n".join(lines).rstrip("\n") + "\n"


def _told(title: str, texts: tuple[str, ...]) -> Iterator[str]:
    if title == "Examples":
        for number, text in enumerate(texts):
            yield from ([""] if number else [])
            yield "\n".join(f"> {line}" for line in _block(text).split("\n"))
    elif title in ("Cues", "Cues against"):
        yield from (f"- {_line(text)}" for text in texts)
    else:
        yield from (_block(text) for text in texts)


def _entries(codebook: Codebook) -> Iterator[_Entry]:
    paths: dict[str | None, str] = {None: ""}
    depths: dict[str | None, int] = {None: -1}
    for code in codebook.codes:
        above = paths[code.parent_guid]
        depth = depths[code.guid] = depths[code.parent_guid] + 1
        paths[code.guid] = f"{above}{PATH_SEPARATOR}{code.name}" if above else code.name
        sections = (
            ("Use when", (code.use_when,)),
            ("Do not use when", (code.not_when,)),
            ("Cues", tuple(_cue(cue) for cue in code.cues if not cue.is_negative)),
            ("Cues against", tuple(_cue(cue) for cue in code.cues if cue.is_negative)),
            ("Examples", code.examples),
        )
        told = tuple((title, kept) for title, texts in sections if (kept := tuple(filter(str.strip, texts))))
        yield _Entry(code=code, depth=depth, level=min(depth + 2, _DEEPEST_HEADING), path=above, told=told)


def _cue(cue: Cue) -> str:
    marks = [cue.language or "", "" if cue.form == "lemma" else cue.form]
    told = ", ".join(filter(None, marks))
    return f"{cue.text} ({told})" if told else cue.text


def _counted(codebook: Codebook) -> str:
    themes = sum(code.parent_guid is None for code in codebook.codes)
    codes = len(codebook.codes) - themes
    return f"{themes} {'theme' if themes == 1 else 'themes'}, {codes} {'code' if codes == 1 else 'codes'} under them"


def _line(text: str) -> str:
    return _MARKDOWN.sub(r"\\\1", harmless_line(text))


def _block(text: str) -> str:
    """Return a text as a paragraph whose lines stay lines and whose signs are signs."""
    escaped = _MARKER.sub(r"\1\\\2", _MARKDOWN.sub(r"\\\1", harmless(text).strip()))
    lines = [" ".join(line.split()) for line in escaped.split("\n")]
    return "\n".join(
        f"{line}\\" if line and number + 1 < len(lines) and lines[number + 1] else line
        for number, line in enumerate(lines)
    )
