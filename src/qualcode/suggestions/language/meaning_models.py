"""The semantic extra: what sentences mean, as vectors of a sentence-transformers model.

The model is a folder, or an installed package that carries its weights, named in the environment variable
`QUALCODE_MEANINGS`. It is never downloaded: what is not on this machine is an error. Everything works without it.

A transformer says what a text is about in its last layer, whose vectors are made to be compared, and more of how it is
said in its middle ones: what is learned from knows both.
"""

from __future__ import annotations

import os
from functools import lru_cache
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from qualcode.errors.suggestions import MeaningModelError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qualcode.model.codebook import Code
    from qualcode.suggestions.language.words import Array

VARIABLE = "QUALCODE_MEANINGS"
_BATCH = 64
_TOGETHER, _FILLED = 4, 4  # texts of like length that a transformer looks at, and what their tokens are multiples of
_MIDDLE = 2 / 3  # of the layers
_MOST_KNOWN = 40_000  # texts, some 60 MB


class Meanings:
    """A model of meanings, loaded.

    Attributes:
        state: what tells it from a model that was in the same place before.
        width: how many columns of its rows are what may be compared between texts and codes; what is in the middle of
            the model stands behind them.
    """

    def __init__(self, name: str, state: str, model: Any) -> None:  # noqa: ANN401  # the library's type, if installed
        self.name = name
        self.state = state
        self._model = model
        self._layer = _middle_layer(model)
        self._known: dict[str, Array] = {}
        self.width = self._ends(["a"]).shape[1]

    def meanings(self, texts: Sequence[str]) -> Array:
        """Return a row for each text, of two parts of length 1 each; a text met lately is not looked at again."""
        new = [text for text in dict.fromkeys(texts) if text not in self._known]
        if len(self._known) + len(new) > _MOST_KNOWN:
            self._known.clear()
            new = list(dict.fromkeys(texts))
        if new:
            self.remember(new, self._both(new) if self._layer else self._ends(new))
        if not texts:
            return np.zeros((0, self.width), dtype=np.float32)
        return np.stack([self._known[text] for text in texts]).astype(np.float32)

    def remember(self, texts: Sequence[str], rows: Array) -> None:
        """Take these rows for those of these texts; as numbers of half the size, kept or not, which is enough."""
        self._known.update(zip(texts, rows.astype(np.float16), strict=True))

    def sayings(self, texts: Sequence[str]) -> Array:
        """Return a row of length 1 for each text, as wide as what may be compared."""
        return self.meanings(texts)[:, : self.width]

    def _ends(self, texts: Sequence[str]) -> Array:
        rows = self._model.encode(texts, batch_size=_BATCH, normalize_embeddings=True, show_progress_bar=False)
        return np.asarray(rows, dtype=np.float32)

    def _both(self, texts: Sequence[str]) -> Array:
        """Return the rows of texts, each the same to the last bit whatever others are asked about.

        How many texts go through the model together, and how long they are filled up, moves the last bits: so both
        hang on nothing but a text's own length. Which process looks at which source makes no difference then.
        """
        import torch

        prepared = getattr(self._model, "preprocess", None) or self._model.tokenize
        asked = {name: rows for name, rows in prepared(list(texts)).items() if getattr(rows, "ndim", 0) == 2}
        mask = asked["attention_mask"]
        lengths = -(-mask.sum(1).numpy() // _FILLED) * _FILLED
        more = max(int(lengths.max()) - mask.shape[1], 0)
        at_end = bool(mask[:, 0].all())  # or in front, as some tokenizers fill up
        asked = {
            name: torch.nn.functional.pad(rows, (0, more) if at_end else (more, 0)) for name, rows in asked.items()
        }
        found = np.zeros((len(texts), 2 * self.width), dtype=np.float32)
        with torch.no_grad():
            for length in np.unique(lengths).tolist():
                alike = np.flatnonzero(lengths == length)
                for first in range(0, len(alike), _TOGETHER):
                    places = alike[first : first + _TOGETHER]
                    filled = np.resize(places, _TOGETHER)
                    part = slice(length) if at_end else slice(-length, None)
                    out = self._model({name: rows[filled, part] for name, rows in asked.items()})
                    spoken = out["attention_mask"].unsqueeze(-1).float()
                    middle = (out["all_layer_embeddings"][self._layer] * spoken).sum(1) / spoken.sum(1).clamp(min=1)
                    rows = [_of_length_1(one.numpy()) for one in (out["sentence_embedding"], middle)]
                    found[places] = np.hstack(rows)[: len(places)]
        return found


def _middle_layer(model: Any) -> int:  # noqa: ANN401  # as above
    """Return which layer of a transformer is asked beside its last, having told it to show them; 0 for none."""
    if getattr(model, "default_prompt_name", None) or not hasattr(model, "__getitem__"):
        return 0
    config: Any = getattr(getattr(model[0], "auto_model", None), "config", None)
    layers = int(getattr(config, "num_hidden_layers", 0) or 0)
    if layers < 3:
        return 0
    config.output_hidden_states = True
    return round(layers * _MIDDLE)


def _of_length_1(rows: Array) -> Array:
    made: Array = rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-12)
    return made


def named_meanings() -> Meanings | None:
    """Return the model that is named in the environment, or None where none is.

    Raises:
        MeaningModelError: it is not there, or the extra is not installed.
    """
    name = os.environ.get(VARIABLE, "").strip()
    return load_meanings(name) if name else None


def named_state() -> str:
    """Return what tells the model named in the environment from others, without loading it; nothing where none is.

    Raises:
        MeaningModelError: it is not there.
    """
    name = os.environ.get(VARIABLE, "").strip()
    if not name:
        return ""
    if not (state := model_state(name)):
        named_meanings()
    return state


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

    if find_spec("transformers") is not None:
        from transformers.utils import logging

        logging.disable_progress_bar()

    try:
        return Meanings(name, _state(folder), SentenceTransformer(str(folder), device="cpu", local_files_only=True))
    except Exception as error:  # a damaged model may fail in any of the libraries that load it
        reason = next(iter(str(error).splitlines()), "") or type(error).__name__
        raise MeaningModelError(name, f"it cannot be loaded ({reason[:200]})") from error


def model_state(name: str) -> str:
    """Return what tells the model of that name from others, without loading it; nothing where it is not there."""
    try:
        return _state(_folder(name)) if name else ""
    except MeaningModelError:
        return ""


def _state(folder: Path) -> str:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    told = [f"{path.relative_to(folder)} {path.stat().st_size} {path.stat().st_mtime_ns}" for path in files]
    return sha256("\n".join(told).encode("utf-8", "surrogatepass")).hexdigest()


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
