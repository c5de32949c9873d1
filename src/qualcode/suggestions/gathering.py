"""What a model is trained on, gathered from what was read; quotes and codebooks are read once."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from qualcode.suggestions.language.meaning_models import code_texts, named_meanings
from qualcode.suggestions.language.pipelines import load_pipeline, primary_code
from qualcode.suggestions.language.words import units_of
from qualcode.suggestions.learned.codebook_words import codebook_words
from qualcode.suggestions.learned.material import material_of
from qualcode.suggestions.talk.lessons import turn_places

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from qualcode.model.codebook import Code
    from qualcode.suggestions.kept_talk import KeptTalk
    from qualcode.suggestions.language.meaning_models import Meanings
    from qualcode.suggestions.language.words import Array, Units
    from qualcode.suggestions.learned.codebook_words import CodebookWords
    from qualcode.suggestions.learned.material import Material
    from qualcode.suggestions.learned.vectors import Background
    from qualcode.suggestions.talk.grounds import Grounds
    from qualcode.suggestions.talk.lessons import Example
    from qualcode.suggestions.talk.study import Study


@dataclass(slots=True)
class Gatherer:
    """Gathers material.

    Attributes:
        kept: what was read.
    """

    kept: KeptTalk
    _words: tuple[object, CodebookWords] | None = None
    _quotes: dict[tuple[str, str], Array] = field(default_factory=dict)

    def material(self, study: Study, grounds: Grounds, stop: Callable[[], bool]) -> Material | None:
        """Return what a model is trained on and checked with; None once `stop` says so."""
        examples = grounds.examples
        sources = {key.guid: self.kept.source(study, key) for key in study.judged_sources()}
        background, talk_units = self.kept.background(study, grounds, stop)
        talks = {key.guid: self.kept.talk(study, key, stop=stop) for key in grounds.checked if not stop()}
        if stop():
            return None
        codes, meanings = study.codes(), named_meanings()
        words = self._codebook_words(study, codes, (grounds.background, talk_units, background), meanings)
        if meanings is not None and examples:
            for guid, talk in talks.items():
                self.kept.meant(study, sources[guid], "sentences", talk.starts, talk.ends, meanings)
                self.kept.meant(study, sources[guid], "turns", *turn_places(talk)[1:], meanings)
                if stop():
                    return None
            words = words.beside(meanings.meanings([one.quote for one in examples]).mean(axis=0))
        return material_of(
            tuple(code.guid for code in codes),
            grounds,
            self._quote_units(examples),
            talks,
            sources,
            background,
            words,
            meanings=meanings,
        )

    def _quote_units(self, examples: Sequence[Example]) -> Units:
        """Return the words of the examples; a quote is read once, since a trained pipeline takes its time for each."""
        from qualcode.suggestions.talk.reading import quote_units

        texts = [(one.quote, one.language) for one in examples]
        new = [text for text in dict.fromkeys(texts) if text not in self._quotes]
        self._quotes.update(zip(new, quote_units(new, self.kept.table), strict=True))
        self._quotes = {text: self._quotes[text] for text in dict.fromkeys(texts)}
        return units_of([self._quotes[text] for text in texts])

    def _codebook_words(
        self, study: Study, codes: tuple[Code, ...], talk: tuple[object, Units, Background], meanings: Meanings | None
    ) -> CodebookWords:
        """Return the words of the codebooks; codings change nothing about them.

        Args:
            talk: what the units of talk were made from, those, and the background that they make.
        """
        languages = sorted({primary_code(one) for one in study.languages or ("xx",)})
        asked = (codes, talk[0], languages, meanings.state if meanings else "")
        if self._words is None or self._words[0] != asked:
            pipelines = [load_pipeline(one) for one in languages]
            sayings = None
            if meanings is not None:
                meant = meanings.sayings(code_texts(codes))
                sayings = meant, meant.mean(axis=0)
            self._words = asked, codebook_words(codes, pipelines, self.kept.table, talk[1], sayings, talk[2])
        return self._words[1]
