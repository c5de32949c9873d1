"""Where something stands in the talk of many sources: words, an expression, a token pattern, a code's own cues.

Words, expressions and lemmas are found as on the coding screen; patterns and cues as they are found for suggestions,
so that a cue against the code takes its sentence back here too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from qualcode.errors.suggestions import CuePatternError, NoCueError, SearchPatternError
from qualcode.model.transcript import Segment
from qualcode.suggestions.cues.rules import Rule, rules_for
from qualcode.suggestions.language.folding import folded
from qualcode.suggestions.language.passages import pieces
from qualcode.suggestions.language.pipelines import load_pipeline, primary_code
from qualcode.suggestions.search.talk_search import TalkSearch
from qualcode.transcripts.searching import check_search

if TYPE_CHECKING:
    from qualcode.model.codebook import Codebook
    from qualcode.model.transcript import Source, Turn
    from qualcode.suggestions.cues.cues import Cues
    from qualcode.suggestions.search.talk_search import Kind

HitKind = Literal["plain", "regex", "lemma", "pattern", "cue"]
_BY_SEARCH: dict[HitKind, Kind] = {"plain": "plain", "regex": "regex", "lemma": "lemma"}
_LONGEST_SHOWN = 80


class TalkHits:
    """What is looked for, ready for use on any number of sources.

    Args:
        kind: how it is meant; `cue` takes all cues of the code.
        text: the words, the expression or the pattern as JSON; of no use for `cue`.
        codebooks: where the code stands.
        code_guid: of the code whose cues are meant.

    Raises:
        SearchPatternError: the expression or the pattern is broken.
        NoCueError: the code has no cue that speaks for it.
        CuePatternError: a cue's pattern is broken.
    """

    def __init__(self, kind: HitKind, text: str, codebooks: tuple[Codebook, ...], code_guid: str) -> None:
        self.kind = kind
        self.text = text
        self._codebooks = codebooks
        self._code_guid = code_guid
        self._cues: dict[str, Cues] = {}
        if kind == "pattern":
            _check_pattern(text)
        elif kind == "cue":
            self._check_cues()
        else:
            check_search(text, is_regex=kind == "regex")

    def said(self) -> str:
        """Return it as the journal speaks of it."""
        if self.kind == "cue":
            return "its cues"
        return f"“{self.text}”" + (f" ({self.kind})" if self.kind != "plain" else "")

    def hits(self, source: Source, turns: tuple[Turn, ...]) -> tuple[Segment, ...]:
        """Return where it stands in those turns of a source, in order.

        Raises:
            SearchPatternError: an expression takes too long or stands nearly everywhere.
        """
        if self.kind in _BY_SEARCH:
            return TalkSearch(source).hits(self.text, _BY_SEARCH[self.kind], turns)
        return self._token_hits(source, turns)

    def _token_hits(self, source: Source, turns: tuple[Turn, ...]) -> tuple[Segment, ...]:
        language = primary_code(source.language)
        nlp, cues = load_pipeline(language), self._cues_in(language)
        texts = (
            (ready.text, (turn.speech + offset, ready))
            for turn in turns
            for offset, piece in pieces(source.text[turn.speech : turn.end])
            for ready in (folded(piece),)
        )
        hits = []
        for doc, (offset, ready) in nlp.pipe(texts, as_tuples=True):
            for found in cues.found(doc):
                last = doc[found.end - 1]
                start = offset + ready.stored_start(doc[found.start].idx)
                hits.append(Segment(start, offset + ready.stored_end(last.idx + len(last))))
        return tuple(hits)

    def _cues_in(self, language: str) -> Cues:
        from qualcode.suggestions.cues.cues import Cues

        if language not in self._cues:
            self._cues[language] = Cues(load_pipeline(language), self._rules(language))
        return self._cues[language]

    def _rules(self, language: str) -> list[Rule]:
        if self.kind == "pattern":
            rule = Rule(code_guid=self._code_guid, path="", cue=self.text, kind="pattern", form="pattern")
            return [rule]
        rules = rules_for(self._codebooks, language)
        return [rule for rule in rules if rule.code_guid == self._code_guid and rule.kind in ("cue", "pattern")]

    def _check_cues(self) -> None:
        from qualcode.suggestions.cues.patterns import checked_pattern

        book = next(book for book in self._codebooks if self._code_guid in book)
        code = book.code(self._code_guid)
        if all(cue.is_negative for cue in code.cues):
            raise NoCueError(book.path(code.guid))
        for cue in code.cues:
            if cue.form == "pattern":
                checked_pattern(book.path(code.guid), cue.text)


def _check_pattern(text: str) -> None:
    from qualcode.suggestions.cues.patterns import checked_pattern

    try:
        checked_pattern("", text)
    except CuePatternError as error:
        line = " ".join(text.split())
        shown = line if len(line) <= _LONGEST_SHOWN else line[: _LONGEST_SHOWN - 1] + "…"
        raise SearchPatternError(shown, error.reason.rstrip(".")) from error
