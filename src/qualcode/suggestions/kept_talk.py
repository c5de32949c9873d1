"""What was read of one project, kept between questions and, where there is a folder, between processes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from qualcode.model.transcript import cases_heard
from qualcode.suggestions.cache import FEWEST_WORDS, Cache
from qualcode.suggestions.language.words import WordTable, joined, units_of
from qualcode.suggestions.learned.vectors import background_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from qualcode.model.codebook import Codebook
    from qualcode.model.transcript import Source
    from qualcode.suggestions.language.meaning_models import Meanings
    from qualcode.suggestions.language.words import Array, Units
    from qualcode.suggestions.learned.vectors import Background
    from qualcode.suggestions.talk.grounds import Grounds
    from qualcode.suggestions.talk.study import SourceKey, Study
    from qualcode.suggestions.talk.talk import Talk

_MOST_BACKGROUND = 12_000  # sentences; of more, as only a very long source has, some evenly spread are taken


@dataclass(slots=True)
class KeptTalk:
    """Reads sources that are new or changed, and has the others at hand: of each, by GUID, one state.

    Attributes:
        folder: where what was read is kept for other processes; None for nowhere.
        keeps_all: whether the smallest project is kept too.
    """

    folder: Path | None = None
    keeps_all: bool = False
    table: WordTable = field(default_factory=WordTable)
    _sources: dict[str, tuple[tuple[SourceKey, str], Source]] = field(default_factory=dict)
    _talks: dict[str, tuple[SourceKey, tuple[Codebook, ...], Talk]] = field(default_factory=dict)
    _background: tuple[object, Background, Units] | None = None

    def cache(self, study: Study) -> Cache | None:
        """Return the cache; None where none is kept."""
        if self.folder is None or not (self.keeps_all or sum(key.words for key in study.sources) >= FEWEST_WORDS):
            return None
        return Cache(self.folder)

    def source(self, study: Study, key: SourceKey) -> Source:
        """Return a source as it stands."""
        known, asked = self._sources.get(key.guid), (key, study.cases)
        if known is None or known[0] != asked:
            known = self._sources[key.guid] = asked, study.read_source(key.guid)
        return known[1]

    def talk(self, study: Study, key: SourceKey, *, stop: Callable[[], bool] = lambda: False) -> Talk:
        """Return a source as read.

        Raises:
            CuePatternError: a token pattern takes too long on a word.
        """
        kept = self._talks.get(key.guid)
        known = kept[2] if kept is not None and kept[:2] == (key, study.codebooks) else None
        if known is None:
            cache = self.cache(study)
            known = cache.talk(key, study.codebooks, self.table) if cache else None
            if known is None:
                from qualcode.suggestions.talk.reading import read_talk

                known = read_talk(self.source(study, key), study.codebooks, self.table, stop=stop)
                if cache and not stop():
                    cache.keep_talk(known, key, study.codebooks, self.table)
            if not stop():
                self._talks[key.guid] = key, study.codebooks, known
        return known

    def left_out(self, study: Study) -> tuple[str, ...]:
        """Return which token patterns suggestions leave out, a line each; loads spaCy where that is not kept."""
        cache = self.cache(study)
        known = cache.left_out(study.codebooks) if cache else None
        if known is None:
            from qualcode.suggestions.cues.checking import left_out

            known = left_out(study.codebooks)
            if cache:
                cache.keep_left_out(study.codebooks, known)
        return known

    def background(self, study: Study, grounds: Grounds, stop: Callable[[], bool]) -> tuple[Background, Units]:
        """Return the project's talk as a whole, and the units it was made from."""
        if self._background is None or self._background[0] != grounds.background:
            cache = self.cache(study)
            made = cache.background(grounds, self.table) if cache else None
            if made is None:
                units = self._background_units(study, grounds, stop)
                if stop():
                    return background_of(self.table, units_of([])), units
                made = background_of(self.table, units), units
                if cache:
                    cache.keep_background(grounds, *made, self.table)
            self._background = (grounds.background, *made)
        return self._background[1:]

    def meant(
        self, study: Study, source: Source, what: str, starts: Array, ends: Array, meanings: Meanings | None
    ) -> Array | None:
        """Return what passages of a source mean: looking takes a hundred times as long as reading, so it is kept.

        Args:
            what: passages these are, as a word that tells them from others of the source.
            meanings: the semantic extra; None without, and then there is nothing to return.
        """
        if meanings is None:
            return None
        texts = [source.text[start:end] for start, end in zip(starts.tolist(), ends.tolist(), strict=True)]
        cache, name = self.cache(study), f"{what}-{source.guid}"
        kept = cache.meant(name, texts, meanings.state) if cache else None
        if kept is not None:
            meanings.remember(texts, kept)
        rows = meanings.meanings(texts)
        if cache and kept is None and texts:
            cache.keep_meant(name, texts, meanings.state, rows)
        return rows

    def forget(self, guid: str) -> None:
        """Let go of what was read in a source, where all of it is kept."""
        self._talks.pop(guid, None)
        self._sources.pop(guid, None)

    def tidy(self, study: Study) -> None:
        """Remove from the cache what is kept of sources that are gone."""
        if cache := self.cache(study):
            cache.tidy([key.guid for key in study.sources])

    def _background_units(self, study: Study, grounds: Grounds, stop: Callable[[], bool]) -> Units:
        parts: list[Units] = []
        for key in grounds.background:
            if stop():
                break
            source, talk = self.source(study, key), self.talk(study, key, stop=stop)
            talking = cases_heard(source)
            is_talk = np.array([turn.case_guid in talking for turn in source.turns], dtype=bool)
            parts.append(talk.units.chosen(np.flatnonzero(is_talk[talk.turns])))
        units = joined(parts)
        if len(units) <= _MOST_BACKGROUND:
            return units
        return units.chosen(np.linspace(0, len(units) - 1, _MOST_BACKGROUND).astype(int))
