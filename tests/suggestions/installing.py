"""Makes a trained pipeline as pip would install it: a package that spaCy's registry lists, with its metadata."""

import json

import spacy

from qualcode.suggestions import cache
from qualcode.suggestions.cues import cue_places
from qualcode.suggestions.language import pipelines, trained_pipelines

LOADER = """
from pathlib import Path

from spacy.util import load_model_from_init_py


def load(**overrides):
    return load_model_from_init_py(__file__, **overrides)
"""


def forget():
    """Forget what this process knows of pipelines, as a new process would."""
    for known in (
        trained_pipelines.trained_pipeline, trained_pipelines.installed_state, pipelines._pipeline,
        cue_places.cues_for, cache._versions,
    ):  # fmt: skip
        known.cache_clear()


def install(folder, package="en_core_web_sm", *, version="1.0.0", spacy_version="", people=(), **lemmas):
    """Install a pipeline that gives words these lemmas and finds these people, and takes dots for no tokens."""
    language, name = package.split("_", 1)
    nlp = spacy.blank(language)
    nlp.tokenizer.suffix_search = None
    if lemmas:
        ruler = nlp.add_pipe("attribute_ruler")
        for word, lemma in lemmas.items():
            ruler.add([[{"LOWER": word}]], {"LEMMA": lemma})
    nlp.add_pipe("sentencizer", name="parser")
    if people:
        patterns = [{"label": "PERSON", "pattern": one} for one in people]
        nlp.add_pipe("entity_ruler", name="ner").add_patterns(patterns)
    nlp.meta |= {"name": name, "version": version}
    inside = folder / package / f"{package}-{version}"
    inside.parent.mkdir()
    nlp.to_disk(inside)
    meta = json.loads((inside / "meta.json").read_text("utf-8"))
    meta["spacy_version"] = spacy_version or meta["spacy_version"]
    for place in (inside, inside.parent):
        (place / "meta.json").write_text(json.dumps(meta), "utf-8")
    (folder / package / "__init__.py").write_text(LOADER, "utf-8")
    told = folder / f"{package}-{version}.dist-info"
    told.mkdir()
    (told / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {package}\nVersion: {version}\n", "utf-8")
    (told / "entry_points.txt").write_text(f"[spacy_models]\n{package} = {package}\n", "utf-8")
