"""Trained spaCy pipelines that are installed, such as `en_core_web_sm`: used where there are any, never downloaded.

The largest that loads serves. One that was made for another spaCy, or does not load, is passed over, and said to be.
"""

from __future__ import annotations

import json
import re
import warnings
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from importlib.metadata import entry_points
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from importlib.metadata import EntryPoint

    from spacy.language import Language

Purpose = Literal["lemmas", "people"]
_READ_BY_OTHERS = ("tok2vec", "transformer", "curated_transformer")
_GIVE: dict[Purpose, tuple[str, ...]] = {
    "lemmas": ("lemmatizer", "trainable_lemmatizer", "attribute_ruler"),
    "people": ("ner",),
}
# What those need before them; parsers and all else are left out, as they take most of the time.
_NEED: dict[Purpose, tuple[str, ...]] = {
    "lemmas": (*_READ_BY_OTHERS, "tagger", "morphologizer"),
    "people": _READ_BY_OTHERS,
}
# By size, except that transformers come last: without a graphics card they read a few hundred words a second.
_SIZES = ("lg", "md", "sm", "trf")
_REQUIREMENT = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


@dataclass(frozen=True, slots=True)
class TrainedPipeline:
    """A pipeline of others, with no more components than its purpose needs.

    Attributes:
        title: its package and version.
        parts: its components in order.
    """

    title: str
    nlp: Language
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """What was chosen of the pipelines installed for a language; `passed_over` says of larger ones why not."""

    chosen: TrainedPipeline | None
    passed_over: tuple[str, ...]


class _PassedOver(Exception):  # noqa: N818  # never leaves this module: a choice, not a failure
    """Why an installed pipeline does not serve."""


@lru_cache(maxsize=32)
def trained_pipeline(code: str, purpose: Purpose) -> Choice:
    """Return the largest pipeline installed for a language that serves a purpose.

    Lemmas are taken from packages named `LANG_core_…` only, people from others too: who installs one wants it to look
    for names, but a pipeline for one field of knowledge does not know lemmas better.
    """
    passed_over = []
    for point in _installed():
        if not point.name.startswith(f"{code}_core_" if purpose == "lemmas" else f"{code}_"):
            continue
        try:
            made = _loaded(point, purpose)
        except _PassedOver as reason:
            passed_over.append(f"The installed pipeline {point.name} is not used: {reason}")
            continue
        if made is not None:
            return Choice(made, tuple(passed_over))
    return Choice(None, tuple(passed_over))


@lru_cache(maxsize=1)
def installed_state() -> str:
    """Return what tells sets of installed pipelines apart without loading any: all versions they depend on."""
    from importlib.metadata import PackageNotFoundError, version

    told = []
    for point in _installed():
        needs = point.dist.requires or [] if point.dist else []
        told.append(f"{point.name} {point.dist.version if point.dist else ''}")
        for need in needs:
            name = _REQUIREMENT.match(need)
            if name is None:
                continue
            try:
                told.append(f"{name[0]} {version(name[0])}")
            except PackageNotFoundError:
                told.append(f"{name[0]} -")
    return ", ".join(told)


def _installed() -> list[EntryPoint]:
    return sorted(entry_points(group="spacy_models"), key=_rank)


def _rank(point: EntryPoint) -> tuple[bool, int, str]:
    size = point.name.rsplit("_", 1)[-1]
    return "_core_" not in point.name, _SIZES.index(size) if size in _SIZES else len(_SIZES), point.name


def _loaded(point: EntryPoint, purpose: Purpose) -> TrainedPipeline | None:
    """Return a pipeline, or None where it has nothing for that purpose."""
    from spacy.about import __version__
    from spacy.util import is_compatible_version

    meta = _meta(point)
    wanted = str(meta.get("spacy_version") or "")
    if wanted and not is_compatible_version(__version__, wanted):
        raise _PassedOver(f"it was made for spaCy {wanted}, and this is {__version__}. Install one made for it.")
    names = [str(one) for one in meta.get("pipeline") or ()]
    parts = tuple(name for name in names if name in _NEED[purpose] or name in _GIVE[purpose])
    if not set(parts) & set(_GIVE[purpose]):
        return None
    unwanted = {*names, *(str(one) for one in meta.get("disabled") or ())} - set(parts)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            nlp = import_module(point.module).load(exclude=sorted(unwanted))
            nlp("A text to see whether it works.")
    except Exception as error:  # a package of others may fail in any way; then it does not serve
        reason = next(iter(str(error).splitlines()), "") or type(error).__name__
        raise _PassedOver(f"it does not load ({reason[:200]}). Install it again, or remove it.") from error
    return TrainedPipeline(f"{point.name} {meta.get('version', '')}".strip(), nlp, tuple(nlp.pipe_names))


def _meta(point: EntryPoint) -> dict[str, Any]:
    for file in _meta_files(point):
        try:
            meta = json.loads(file.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            continue
        if isinstance(meta, dict):
            return meta
    raise _PassedOver("it has no description that can be read (meta.json). Install it again, or remove it.")


def _meta_files(point: EntryPoint) -> Iterator[Path]:
    try:
        spec = find_spec(point.module)
    except (ImportError, ValueError):
        spec = None
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        yield Path(folder) / "meta.json"
        yield from sorted(Path(folder).glob("*/meta.json"))
