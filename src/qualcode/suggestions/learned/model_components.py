"""The components `qualcode_likeness` and `qualcode_learned`: a trained model in a spaCy pipeline; imported with spaCy.

Each sets a group of spans, `doc.spans["qualcode_likeness"]` and `doc.spans["qualcode_learned"]`: one span a sentence
and code, its label the GUID of the code. Beside it, in the group's `attrs`, stand `codes` (their paths in the
codebook), `scores` (from 0 to 1) and `reasons` (one line each), in the same order. The model travels with the pipeline
when it is saved with `nlp.to_disk`.
"""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self, cast

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup

from qualcode.errors.files import UnwritableFileError
from qualcode.errors.suggestions import MeaningModelError, ModelFileError
from qualcode.model.codebook import code_paths
from qualcode.suggestions.language.pipeline_files import file_of_pipeline
from qualcode.suggestions.language.sentences import sentence_starts
from qualcode.suggestions.language.words import CONCEPTS, WordTable, units_of
from qualcode.suggestions.learned.alike import NEARLY_THE_SAME
from qualcode.suggestions.learned.model_files import model_bytes, model_from_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from qualcode.model.codebook import Codebook
    from qualcode.suggestions.language.words import Array, Units
    from qualcode.suggestions.learned.trained import Trained

LIKENESS, LEARNED = "qualcode_likeness", "qualcode_learned"
_FILE, _CODES = "model.npz", "codes.json"
_ALIKE_SAYS = 0.5

_Said = tuple[int, str, float, str]  # place of the sentence, code, score, reason


@Language.factory(LIKENESS, requires=["token.lemma", "doc.sents"], assigns=["doc.spans"])
def make_likeness(nlp: Language, name: str) -> Likeness:  # noqa: ARG001  # spaCy's signature
    """Return the component without a model; `use` gives it one."""
    return Likeness(name)


@Language.factory(LEARNED, requires=["token.lemma", "doc.sents"], assigns=["doc.spans"])
def make_learned(nlp: Language, name: str) -> LearnedPart:  # noqa: ARG001  # spaCy's signature
    """Return the component without a model; `use` gives it one."""
    return LearnedPart(name)


class _ModelComponent:
    """What both have in common: a model, sentences, files."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._table = WordTable()
        self._trained: Trained | None = None
        self._paths: dict[str, str] = {}

    def use(self, trained: Trained, paths: Mapping[str, str]) -> None:
        """Take this model instead of the present one.

        Args:
            paths: of the codes, by GUID.
        """
        self._trained = trained
        self._paths = dict(paths)
        self._table = trained.model.space.table

    def __call__(self, doc: Doc) -> Doc:
        """Set the spans; none without a model."""
        borders = [*sentence_starts(doc), len(doc)] if len(doc) else [0]
        types = self._table.types(doc)
        parts = [types[start:end] for start, end in pairwise(borders)]
        units = units_of([part[part >= 0] for part in parts])
        said = sorted(self._said(self._trained, units, doc.tensor)) if self._trained else []
        spans = [Span(doc, borders[place], borders[place + 1], label=code) for place, code, *_ in said]
        group = SpanGroup(doc, name=self.name, spans=spans)
        group.attrs["codes"] = [self._paths.get(code, code) for _, code, *_ in said]
        group.attrs["scores"] = [score for *_, score, _ in said]
        group.attrs["reasons"] = [reason for *_, reason in said]
        doc.spans[self.name] = group
        return doc

    def _said(self, trained: Trained, units: Units, meanings: Array) -> Iterator[_Said]:
        raise NotImplementedError

    def to_bytes(self, **_: Any) -> bytes:  # noqa: ANN401 - spaCy's own signature
        """Return what the codes are called, on one line, and the model; nothing without one."""
        return self._codes() + b"\n" + model_bytes(self._trained) if self._trained else b""

    def from_bytes(self, data: bytes, **_: Any) -> Self:  # noqa: ANN401 - spaCy's own signature
        """Take the model that `to_bytes` gave.

        Raises:
            ModelFileError: it is damaged, or of another form.
        """
        if data:
            codes, _line, model = data.partition(b"\n")
            self.use(model_from_bytes(model, WordTable()), _paths(codes))
        return self

    def to_disk(self, path: Path, **_: Any) -> None:  # noqa: ANN401 - spaCy's own signature
        """Write the model and what its codes are called into a folder of its own; without a model, that it has none."""
        Path(path).mkdir(parents=True, exist_ok=True)
        (Path(path) / _CODES).write_bytes(self._codes())
        if self._trained is not None:
            (Path(path) / _FILE).write_bytes(model_bytes(self._trained))

    def from_disk(self, path: Path, **_: Any) -> Self:  # noqa: ANN401 - spaCy's own signature
        """Take them from that folder.

        Raises:
            PipelineFileError: one of the two files is missing, damaged, or of another form.
        """
        with file_of_pipeline(Path(path) / _CODES) as data:
            paths = _paths(data)
            if not paths and (Path(path) / _FILE).exists():
                raise ModelFileError("it names no codes")
        if paths:
            with file_of_pipeline(Path(path) / _FILE) as data:
                trained = model_from_bytes(data, WordTable())
                if not set(trained.model.codes) <= set(paths):
                    raise ModelFileError(f"its codes are not those of {_CODES}")
            self.use(trained, paths)
        return self

    def _codes(self) -> bytes:
        return json.dumps(self._paths, ensure_ascii=False).encode("utf-8", "surrogatepass")


def _paths(data: bytes) -> dict[str, str]:
    try:
        paths = json.loads(data.decode("utf-8", "surrogatepass"))
    except (ValueError, RecursionError) as error:
        raise ModelFileError(str(error)) from error
    if not isinstance(paths, dict) or not all(isinstance(path, str) for path in paths.values()):
        raise ModelFileError("the names of its codes are not there")
    return paths


class LearnedPart(_ModelComponent):
    """Suggests codes whose probability reaches their threshold; the reason is the words that spoke most for them.

    A model that was trained with the semantic extra reads what sentences mean from `doc.tensor`.
    """

    def _said(self, trained: Trained, units: Units, meanings: Array) -> Iterator[_Said]:
        model = trained.model
        if model.knows_meanings and len(meanings) != len(units):
            raise MeaningModelError(self.name, "the pipeline has no component that knows meanings before this one")
        chances = model.chances(units, meanings if model.knows_meanings else None)
        likely = np.argwhere(chances >= model.thresholds).tolist()
        loudest = model.words_for(units, [place for place, _ in likely], [code for _, code in likely])
        for (place, code), words in zip(likely, loudest, strict=True):
            reason = (
                "words " + ", ".join(f"*{word}*" for word in words) if words else "learned from codings and codebook"
            )
            yield place, model.codes[code], round(float(chances[place, code]), 4), reason


class Likeness(_ModelComponent):
    """Suggests codes of quotes that a sentence nearly repeats; the reason is the nearest quote."""

    def _said(self, trained: Trained, units: Units, meanings: Array) -> Iterator[_Said]:  # noqa: ARG002  # of words only
        if not trained.examples:
            return
        space = trained.model.space
        words = slice(int(np.searchsorted(space.columns, CONCEPTS)))
        said, coded = (space.vectors(one).sparse[:, words] for one in (units, trained.units))
        alike = (said @ coded.T).toarray()
        for place in range(len(units)):
            best: dict[str, tuple[float, str]] = {}
            for row in np.flatnonzero(alike[place] >= NEARLY_THE_SAME).tolist():
                for code in trained.examples[row].codes:
                    found = float(alike[place, row])
                    if found > best.get(code, (0.0, ""))[0]:
                        best[code] = (found, f"like “{trained.examples[row].quote}”")
            for code, (found, reason) in best.items():
                yield place, code, round(found * _ALIKE_SAYS, 4), reason


def shared_pipeline(
    language: str, codebooks: Sequence[Codebook], trained: Trained | None, meanings: str = ""
) -> Language:
    """Return a pipeline with all that suggests codes, ready for `nlp.to_disk`.

    It loads with `spacy.load` wherever qualcode is installed, and needs neither the project nor the codebook there.

    Args:
        meanings: folder or package of the model of meanings, if `trained` knows them; it has to be there too.
    """
    from qualcode.suggestions.cues import cues
    from qualcode.suggestions.cues.patterns import sound_rules
    from qualcode.suggestions.cues.rules import rules_for
    from qualcode.suggestions.language import meanings as meaning
    from qualcode.suggestions.language.pipelines import new_pipeline

    nlp = new_pipeline(language)
    record = trained.cues.elsewhere("") if trained is not None else {}  # all sources': the texts are none of them
    cast("cues.Cues", nlp.add_pipe(cues.NAME)).use(sound_rules(rules_for(tuple(codebooks), language)), record)
    if trained is not None and trained.model.knows_meanings:
        nlp.add_pipe(meaning.NAME, config={"model": meanings})
    for name in (LIKENESS, LEARNED):
        part = cast("_ModelComponent", nlp.add_pipe(name))
        if trained is not None:
            part.use(trained, code_paths(codebooks))
    return nlp


def write_pipeline(nlp: Language, folder: Path) -> None:
    """Write a pipeline as a new folder: whole, or not at all.

    Raises:
        UnwritableFileError: there is something already, no folder to put it in, no permission, no room.
    """
    import tempfile

    if folder.exists() or folder.is_symlink():
        raise UnwritableFileError(folder, "there is something of that name already; name a new folder")
    try:
        with tempfile.TemporaryDirectory(dir=folder.parent, prefix=f".{folder.name}-") as beside:
            made = Path(beside) / "pipeline"
            nlp.to_disk(made)
            made.rename(folder)
    except OSError as error:
        raise UnwritableFileError(folder, error.strerror or str(error)) from error
