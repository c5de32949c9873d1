"""Quotes as they stand in a paper: “I can't afford it.” (Anna, Moscow, woman, 34; turn 41).

After the words come the speaker, the group, the values of the speaker's variables and the turn. Nothing in a
transcript is taken for markup, and nothing in it can steer a terminal.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from qualcode.exports.provenance import embedded_json
from qualcode.model.display import harmless, harmless_line

if TYPE_CHECKING:
    from collections.abc import Mapping

    import polars as pl

_MARKUP = re.compile(r"[\\`*_|<>\[\]~&$#!]|^[-+=]|^(?=\d+[.)])", re.MULTILINE)


def quotation(row: Mapping[str, object]) -> str:
    """Return one row of `analysis.quotes.quotes` as it stands in a paper, on one line."""
    return f"“{harmless_line(str(row['quote']))}” ({citation(row)})"


def citation(row: Mapping[str, object]) -> str:
    """Return who said it where: speaker, group, values of variables; turn."""
    told = row["variables"]
    values = [str(one).partition("=")[2] for one in told] if isinstance(told, list | tuple) else []
    return harmless_line(f"{', '.join([str(row['speaker']), str(row['group']), *values])}; turn {row['turn']}")


def quotations_markdown(frame: pl.DataFrame, about: Mapping[str, object]) -> str:
    """Return quotes as Markdown: a heading a code, each quote a block, its context in plain text around it.

    What they were made from stands in a comment at the end.
    """
    lines: list[str] = []
    for path in frame["path"].unique(maintain_order=True):
        lines += [f"## {_plain(path)}", ""]
        for row in frame.filter(frame["path"] == path).iter_rows(named=True):
            lines += _paragraphs(row.get("before"))
            lines += [f"> “{_plain(row['quote'])}” ({_plain(citation(row))})", ""]
            lines += _paragraphs(row.get("after"))
    return "\n".join([*lines, f"<!-- qualcode {embedded_json(about)} -->", ""])


def _paragraphs(text: object) -> list[str]:
    return [part for line in str(text or "").splitlines() if line.strip() for part in (_plain(line), "")]


def _plain(text: str) -> str:
    return _MARKUP.sub(lambda found: "\\" + found[0], harmless(harmless_line(text)))
