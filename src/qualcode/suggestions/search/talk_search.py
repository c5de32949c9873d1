"""Searching the talk of one source: plainly, by regular expression, or for every form of a word."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from qualcode.transcripts.searching import found_in_talk

if TYPE_CHECKING:
    from qualcode.model.transcript import Segment, Source, Turn
    from qualcode.suggestions.search.spoken_words import SpokenWords

Kind = Literal["plain", "regex", "lemma"]
KINDS: tuple[Kind, ...] = ("plain", "regex", "lemma")


class TalkSearch:
    """A search of one source; the words' lemmas are found out at the first search that needs them, and kept."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._words: SpokenWords | None = None

    def hits(self, wanted: str, kind: Kind, turns: tuple[Turn, ...]) -> tuple[Segment, ...]:
        """Return where something is said in those turns, in order, without overlaps; by anybody, the moderator too.

        Takes as long as the source is long, so not on a screen's own thread.

        Raises:
            SearchPatternError: the expression is broken, takes too long or stands nearly everywhere.
        """
        if kind != "lemma":
            return found_in_talk(self._source.text, turns, wanted, is_regex=kind == "regex")
        from qualcode.suggestions.search.spoken_words import SpokenWords, in_turns

        if self._words is None:
            self._words = SpokenWords(self._source.text, self._source.turns, self._source.language)
        return in_turns(self._words.hits(wanted), turns)

    def remark(self, kind: Kind) -> str:
        """Return what the searcher should know of a search of that kind, once it was done; empty where all is well."""
        if kind != "lemma" or self._words is None or self._words.has_lemmas:
            return ""
        return f"no lemmas for language {self._source.language!r}: words as written"
