"""A trained model as files: numbers as arrays, everything else as JSON; nothing in them is run when they are read.

A file says which form it has and what it was made with. One that does not fit is refused, never half read.
"""

from __future__ import annotations

import dataclasses
import json
from io import BytesIO
from typing import TYPE_CHECKING, Any

import numpy as np

from qualcode.errors.suggestions import ModelFileError
from qualcode.suggestions.language.words import Units, WordTable
from qualcode.suggestions.learned.calibrating import Curve
from qualcode.suggestions.learned.codebook_words import CodebookWords
from qualcode.suggestions.learned.cue_records import CueRecord
from qualcode.suggestions.learned.judged import CodeFrequencies
from qualcode.suggestions.learned.learning import Learned, Weights
from qualcode.suggestions.learned.trained import Trained
from qualcode.suggestions.learned.vectors import Around, Background, Middle, Space
from qualcode.suggestions.talk.lessons import Example
from qualcode.suggestions.talk.spans import Span

if TYPE_CHECKING:
    from collections.abc import Mapping

    from qualcode.suggestions.language.words import Array

FORM = "qualcode-model/10"
_FREQUENCIES = ("shares", "usual", "codings", "passages")


def model_bytes(trained: Trained) -> bytes:
    """Return a model as bytes."""
    model, table = trained.model, trained.model.space.table
    space, background, weights = model.space, model.space.background, model.weights
    used = np.unique(trained.units.types)
    arrays: dict[str, Array] = {
        "columns": space.columns,
        "rarity": space.weights,
        "background_weights": background.weights,
        "background_columns": background.columns,
        "background_axes": background.axes,
        "around_columns": space.around.columns,
        "around_rarity": space.around.rarity,
        "middle_mean": space.middle.mean,
        "middle_spread": space.middle.spread,
        "sparse": weights.sparse,
        "dense": weights.dense,
        "intercepts": weights.intercepts,
        **{f"frequencies_{name}": getattr(model.frequencies, name) for name in _FREQUENCIES},
        "thresholds": model.thresholds,
        "tried": np.zeros((0, 4), dtype=np.int64) if model.tried is None else model.tried,
        "unit_types": np.searchsorted(used, trained.units.types),
        "unit_starts": trained.units.starts,
    }
    told = {
        "form": FORM,
        "codes": model.codes,
        "around": space.around.weight,
        "curve": model.curve.slopes,
        "words": [(table.forms[number], table.lemmas[number]) for number in used.tolist()],
        "cues": [(*key, dict(by_source)) for key, by_source in sorted(trained.cues.counts.items())],
        "spans": [dataclasses.astuple(span) for span in trained.spans],
        "examples": [
            dataclasses.asdict(one) | {"codes": sorted(one.codes), "against": sorted(one.against)}
            for one in trained.examples
        ],
    }
    own_arrays, own = model.words.parts()
    return packed({**told, "codebook": own}, {**arrays, **own_arrays})


def model_from_bytes(data: bytes, table: WordTable) -> Trained:
    """Return the model that `model_bytes` gave.

    Raises:
        ModelFileError: it is damaged, or of another form.
    """
    try:
        told, arrays = unpacked(data, FORM)
        numbers = np.array([table.number(form, lemma) for form, lemma in told["words"]], dtype=np.int32)
        background = Background(arrays["background_weights"], arrays["background_columns"], arrays["background_axes"])
        around = Around(float(told["around"]), arrays["around_columns"], arrays["around_rarity"])
        middle = Middle(arrays["middle_mean"], arrays["middle_spread"])
        model = Learned(
            codes=tuple(told["codes"]),
            space=Space(table, background, arrays["columns"], arrays["rarity"], around, middle),
            words=CodebookWords.of_parts(arrays, told["codebook"], table),
            weights=Weights(arrays["sparse"], arrays["dense"], arrays["intercepts"]),
            frequencies=CodeFrequencies(**{name: arrays[f"frequencies_{name}"] for name in _FREQUENCIES}),
            curve=Curve(tuple(told["curve"])),
            thresholds=arrays["thresholds"],
            tried=arrays["tried"] if len(arrays["tried"]) else None,
        )
        examples = tuple(
            Example(**{**one, "codes": frozenset(one["codes"]), "against": frozenset(one["against"])})
            for one in told["examples"]
        )
        units = Units(numbers[arrays["unit_types"]], arrays["unit_starts"])
        cues = CueRecord(
            {
                (code, cue): {guid: (int(right), int(wrong)) for guid, (right, wrong) in by_source.items()}
                for code, cue, by_source in told["cues"]
            }
        )
        spans = tuple(Span(kind, sentences) for kind, sentences in told["spans"])
    except Exception as error:  # what is not what it should be may fail in any way
        raise ModelFileError(str(error) or type(error).__name__) from error
    return Trained(model=model, examples=examples, units=units, spans=spans, cues=cues)


def packed(told: Mapping[str, Any], arrays: Mapping[str, Array]) -> bytes:
    """Return facts and arrays as one file."""
    out = BytesIO()
    text = np.frombuffer(json.dumps(told, ensure_ascii=False).encode("utf-8", "surrogatepass"), dtype=np.uint8)
    everything: dict[str, Any] = {"told": text, **arrays}
    np.savez_compressed(out, **everything)
    return out.getvalue()


def unpacked(data: bytes, form: str) -> tuple[dict[str, Any], dict[str, Array]]:
    """Return the facts and arrays of such a file.

    Raises:
        ModelFileError: it is damaged, or of another form.
    """
    try:
        with np.load(BytesIO(data), allow_pickle=False) as file:
            arrays = {name: file[name] for name in file.files}
        told = json.loads(arrays.pop("told").tobytes().decode("utf-8", "surrogatepass"))
    except Exception as error:  # damage may meet any of the libraries that read it
        raise ModelFileError(str(error) or type(error).__name__) from error
    if not isinstance(told, dict) or told.get("form") != form:
        raise ModelFileError(f"it is not of the form {form}")
    return told, arrays
