"""Where cues speak: the cues of codebooks, ready for a language, and the part of a text that is shown around one."""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING

from qualcode.model.codebook import Codebook
from qualcode.suggestions.cues.rules import rules_for
from qualcode.suggestions.cues.scoring import Evidence
from qualcode.suggestions.language.pipelines import load_pipeline

if TYPE_CHECKING:
    from qualcode.suggestions.cues.cues import Cues
    from qualcode.suggestions.cues.searching import Found

_BEFORE_SPEECH = re.compile(r"(?:\s|[–—-]+\s|…|\([^()\n]{0,80}\))*")
_REMARK_AFTER = re.compile(r"(?<!\s)(?:\s*\([^()\n]{0,80}\))+\Z")

_Part = tuple[int, int]  # `[start, end)` in a text


@lru_cache(maxsize=8)
def cues_for(language: str, codebooks: tuple[Codebook, ...]) -> "Cues":
    """Return the cues of these codebooks, ready for texts in that language; token patterns that are none left out."""
    from qualcode.suggestions.cues.cues import Cues
    from qualcode.suggestions.cues.patterns import sound_rules

    return Cues(load_pipeline(language), sound_rules(rules_for(codebooks, language)))


def merged_parts(found: Iterable[tuple[_Part, "Found"]]) -> dict[tuple[_Part, str], list[Evidence]]:
    """Return what speaks for which code in which part of a text; one code's parts are apart.

    Args:
        found: by place, each with the part that it speaks for.
    """
    parts: dict[tuple[_Part, str], list[Evidence]] = {}
    last: dict[str, _Part] = {}
    for part, (_, _, code, evidence) in found:
        before = last.get(code)
        if before is not None and before[1] > part[0]:
            merged = (min(before[0], part[0]), max(before[1], part[1]))
            parts[merged, code] = [*parts.pop((before, code)), evidence]
            last[code] = merged
        else:
            parts[part, code] = [evidence]
            last[code] = part
    return parts


def sentence_part(text: str, first: int, beyond: int, cue_start: int, cue_end: int) -> _Part:
    """Return what is shown of the sentence or sentences `[first, beyond)` of a text around a cue in them."""
    if not text[first].isalnum():
        before = _BEFORE_SPEECH.match(text, first, cue_start)
        first = before.end() if before else first
    if text[beyond - 1].isspace():
        beyond = cue_end + len(text[cue_end:beyond].rstrip())
    if text[beyond - 1] == ")" and (after := _REMARK_AFTER.search(text, cue_end, beyond)):
        beyond = after.start()
    return first, beyond
