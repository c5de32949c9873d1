"""The semantic extra: what sentences mean, as vectors of a sentence-transformers model; a component of the pipeline.

The model is a folder, or an installed package that carries its weights, named in the environment variable
`QUALCODE_MEANINGS`. It is never downloaded: what is not on this machine is an error. Everything works without it.
"""

from __future__ import annotations

import os
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from spacy.language import Language

from qualcode.errors.suggestions import MeaningModelError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc

    from qualcode.model.codebook import Code
    from qualcode.suggestions.words import Array

NAME = "qualcode_meanings"
VARIABLE = "QUALCODE_MEANINGS"
_BATCH = 64


class Meanings:
    """A model of meanings, loaded."""

    def __init__(self, name: str, model: Any) -> None:  # noqa: ANN401  # the library's own type, not always installed
        self.name = name
        self._model = model
        self._known: dict[str, Array] = {}

    def meanings(self, texts: Sequence[str]) -> Array:
        """Return a row of length 1 for each text; a text met before is not looked at again."""
        new = [text for text in dict.fromkeys(texts) if text not in self._known]
        if new:
            rows = self._model.encode(new, batch_size=_BATCH, normalize_embeddings=True, show_progress_bar=False)
            self._known.update(zip(new, np.asarray(rows, dtype=np.float32), strict=True))
        return np.stack([self._known[text] for text in texts]) if texts else np.zeros((0, 1), dtype=np.float32)


def named_meanings() -> Meanings | None:
    """Return the model that is named in the environment, or None where none is.

    Raises:
        MeaningModelError: it is not there, or the extra is not installed.
    """
    name = os.environ.get(VARIABLE, "").strip()
    return load_meanings(name) if name else None


@lru_cache(maxsize=2)
def load_meanings(name: str) -> Meanings:
    """Return the model in that folder, or in the installed package of that name.

    Raises:
        MeaningModelError: it is not there, or the extra is not installed.
    """
    folder = _folder(name)
    if find_spec("sentence_transformers") is None:
        raise MeaningModelError(name, "the extra is not installed: pip install 'qualcode[semantic]'")
    os.environ["HF_HUB_OFFLINE"] = "1"
    os.environ["TRANSFORMERS_OFFLINE"] = "1"
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    from sentence_transformers import SentenceTransformer

    try:
        model = SentenceTransformer(str(folder), device="cpu", local_files_only=True)
    except (OSError, ValueError, KeyError, RuntimeError) as error:
        raise MeaningModelError(name, f"it cannot be loaded ({str(error).splitlines()[0][:200]})") from error
    return Meanings(name, model)


def _folder(name: str) -> Path:
    path = Path(name).expanduser()
    if not path.is_dir():
        package = name.replace("-", "_")
        spec = find_spec(package) if package.isidentifier() else None
        if spec is None or not spec.submodule_search_locations:
            raise MeaningModelError(name, "there is no such folder, and no such package is installed")
        path = Path(spec.submodule_search_locations[0])
    found = sorted(path.rglob("modules.json"), key=lambda one: (len(one.parts), str(one)))
    if not found:
        raise MeaningModelError(name, "there is no sentence-transformers model in it (no modules.json)")
    return found[0].parent


def code_texts(codes: Sequence[Code]) -> list[str]:
    """Return what each code means, in the codebook's own words."""
    return [". ".join(part for part in (code.name, code.definition or code.use_when) if part) for code in codes]


@Language.factory(NAME, default_config={"model": ""}, requires=["doc.sents"])
def make_meanings(nlp: Language, name: str, model: str) -> MeaningsComponent:  # noqa: ARG001  # spaCy's signature
    """Return the component; the model is a folder or an installed package."""
    return MeaningsComponent(model)


class MeaningsComponent:
    """Sets `doc.tensor`: a row for each sentence of the text.

    What a saved pipeline keeps is the model's name: it is looked for where the pipeline is loaded.
    """

    def __init__(self, model: str) -> None:
        self.model = model

    def __call__(self, doc: Doc) -> Doc:
        """Set the rows."""
        doc.tensor = load_meanings(self.model).meanings([sentence.text for sentence in doc.sents])
        return doc
