"""The semantic extra with a model of our own in the library's place: small, and the same every time."""

import json
import sys

import numpy as np
import pytest
import spacy

from qualcode.errors.suggestions import MeaningModelError
from qualcode.suggestions.engine import Engine
from qualcode.suggestions.language import meaning_models
from qualcode.suggestions.language.meaning_models import VARIABLE, load_meanings
from qualcode.suggestions.language.meanings import NAME
from qualcode.suggestions.language.pipelines import new_pipeline
from qualcode.suggestions.language.words import WordTable
from qualcode.suggestions.learned.codebook_words import codebook_words
from qualcode.suggestions.learned.judged import Judged
from qualcode.suggestions.learned.learning import learn
from qualcode.suggestions.learned.model_components import LEARNED, shared_pipeline, write_pipeline
from qualcode.suggestions.learned.model_files import model_bytes, model_from_bytes
from qualcode.suggestions.learned.trained import Trained
from qualcode.suggestions.talk.reading import quote_units
from tests.suggestions.test_engine import HEALTH, MONEY, study  # noqa: F401  # a fixture

LIBRARY = '''
import json
import re
from pathlib import Path
from zlib import crc32

import numpy as np


class SentenceTransformer:
    """Words by a hash, those that the model's folder says mean the same as one."""

    def __init__(self, folder, *, device, local_files_only):
        assert (device, local_files_only) == ("cpu", True)
        self.same = json.loads((Path(folder) / "modules.json").read_text("utf-8"))

    def encode(self, texts, *, batch_size, normalize_embeddings, show_progress_bar):
        assert batch_size and normalize_embeddings and not show_progress_bar
        rows = np.zeros((len(texts), 64))
        for row, text in zip(rows, texts):
            row[0] = 0.1
            for word in re.findall(r"[a-z]+", text.lower()):
                row[crc32(self.same.get(word, word).encode()) % 64] += 1
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)
'''
SAME = {
    "funds": "money",
    "hoard": "count",
    "stash": "keep",
    "secure": "safe",
    "ache": "suffers",
    "limbs": "body",
    "drugs": "tablets",
}
ASKED = ["Stash funds, hoard secure funds.", "Limbs ache, drugs."]


@pytest.fixture
def model(tmp_path, monkeypatch):
    """A folder with a model, and a library that loads it."""
    library, folder = tmp_path / "library", tmp_path / "model"
    library.mkdir()
    folder.mkdir()
    (library / "sentence_transformers.py").write_text(LIBRARY, "utf-8")
    (folder / "modules.json").write_text(json.dumps(SAME), "utf-8")
    monkeypatch.syspath_prepend(str(library))
    monkeypatch.delitem(sys.modules, "sentence_transformers", raising=False)
    for name in ("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE", "TOKENIZERS_PARALLELISM", VARIABLE):
        monkeypatch.setenv(name, "")
    load_meanings.cache_clear()
    yield folder
    load_meanings.cache_clear()
    sys.modules.pop("sentence_transformers", None)


def test_the_component_gives_each_sentence_a_row(model):
    """Of length 1; what means the same is the same."""
    nlp = new_pipeline("en")
    nlp.add_pipe(NAME, config={"model": str(model)})
    rows = nlp("Funds. We walk. Money!").tensor

    assert rows.shape == (3, 64)
    np.testing.assert_allclose(np.linalg.norm(rows, axis=1), 1, rtol=1e-3)
    np.testing.assert_array_equal(rows[0], rows[2])
    assert rows[0] @ rows[1] < 0.5


def test_a_saved_pipeline_looks_for_its_model_where_it_is_loaded(model, tmp_path):
    """It keeps the name alone, says the same with it, and says what is missing without."""
    nlp = new_pipeline("en")
    nlp.add_pipe(NAME, config={"model": str(model)})
    nlp.to_disk(tmp_path / "pipeline")
    other = spacy.load(tmp_path / "pipeline")

    np.testing.assert_array_equal(nlp("Funds. We walk.").tensor, other("Funds. We walk.").tensor)
    model.rename(tmp_path / "moved")
    load_meanings.cache_clear()
    with pytest.raises(MeaningModelError, match="there is no such folder"):
        other("Funds.")


def test_an_installed_package_that_carries_a_model_serves(model, tmp_path, monkeypatch):
    """By its name, hyphens or not."""
    (tmp_path / "packages" / "tiny_model_of_ours" / "weights").mkdir(parents=True)
    (tmp_path / "packages" / "tiny_model_of_ours" / "__init__.py").touch()
    (model / "modules.json").rename(tmp_path / "packages" / "tiny_model_of_ours" / "weights" / "modules.json")
    monkeypatch.syspath_prepend(str(tmp_path / "packages"))

    assert load_meanings("tiny-model-of-ours").meanings(["funds"]).shape == (1, 64)


def test_codes_are_ranked_by_meaning_too(model, study, monkeypatch):  # noqa: F811  # the fixture
    """Words nobody has coded speak for the code whose quotes mean the same; without the extra they tell nothing."""
    plain = Engine()
    alone = plain.trained(study).model
    without = alone.scores(quote_units([(one, "en") for one in ASKED], plain.kept.table))
    monkeypatch.setenv(VARIABLE, str(model))
    engine = Engine()
    trained = engine.trained(study)
    meant = load_meanings(str(model)).meanings(ASKED)
    with_it = trained.model.scores(quote_units([(one, "en") for one in ASKED], engine.kept.table), meant)
    lead = np.array([1, -1])

    assert trained.model.knows_meanings
    assert not alone.knows_meanings
    assert ((with_it[:, 0] - with_it[:, 1]) * lead > 0.1).all()
    assert ((with_it[:, 0] - with_it[:, 1]) * lead > (without[:, 0] - without[:, 1]) * lead + 0.1).all()


def test_a_stored_model_that_knows_meanings_says_the_same(model, study, monkeypatch):  # noqa: F811  # the fixture
    """Its weights for meanings travel with it."""
    monkeypatch.setenv(VARIABLE, str(model))
    engine = Engine()
    trained = engine.trained(study)
    meant = load_meanings(str(model)).meanings(ASKED)
    back = model_from_bytes(model_bytes(trained), WordTable()).model
    ours, theirs = (
        one.scores(quote_units([(text, "en") for text in ASKED], one.space.table), meant)
        for one in (trained.model, back)
    )

    assert back.knows_meanings
    np.testing.assert_allclose(ours, theirs, rtol=1e-6)


def test_a_saved_pipeline_knows_meanings_too(model, study, monkeypatch, tmp_path):  # noqa: F811  # the fixture
    """It says elsewhere what it says here, by words nobody has coded; without the component it says what is missing."""
    monkeypatch.setenv(VARIABLE, str(model))
    trained = Engine().trained(study)
    nlp = shared_pipeline("en", study.codebooks, trained, str(model))
    write_pipeline(nlp, tmp_path / "pipeline")
    other = spacy.load(tmp_path / "pipeline")
    ours, theirs = (one(" ".join(ASKED)) for one in (nlp, other))

    assert {("Stash", MONEY), ("Limbs", HEALTH)} <= {(span[0].text, span.label_) for span in ours.spans[LEARNED]}
    assert ours.spans[LEARNED].attrs == theirs.spans[LEARNED].attrs
    other.remove_pipe(NAME)
    with pytest.raises(MeaningModelError, match="no component that knows meanings before this one"):
        other(ASKED[0])


def test_layers_in_the_middle_stand_behind_what_is_compared(study):  # noqa: F811  # the fixture
    """Rows of both parts teach and are stored; what codes mean is compared with the first part alone."""
    engine, random = Engine(), np.random.default_rng(0)
    material = engine.material(study)
    ends, middles = random.standard_normal((2, len(material.units), 8)).astype(np.float32)
    rows = np.hstack([ends, middles * 9 + 5])
    words = codebook_words(study.codes(), [], engine.kept.table, material.units, (ends[:2], ends.mean(axis=0)))
    lessons = Judged(units=material.units, coded=material.coded, groups=material.groups, meanings=rows)
    model = learn(material.codes, engine.kept.table, material.background, words, lessons)
    moved = np.hstack([ends, middles])

    dense = model.space.vectors(material.units, rows).dense
    np.testing.assert_allclose((dense[:, -8:] ** 2).sum(axis=1), 1.2, rtol=1e-4)
    np.testing.assert_allclose(model.space.middle.mean, rows[:, 8:].mean(axis=0), rtol=1e-6)
    np.testing.assert_allclose(words.evidence(material.units, rows), words.evidence(material.units, moved))
    trained = Trained(
        model=model, examples=material.examples, units=material.units.with_around(None), spans=material.spans
    )
    back = model_from_bytes(model_bytes(trained), WordTable()).model
    np.testing.assert_array_equal(back.space.middle.spread, model.space.middle.spread)


def test_what_sources_mean_is_kept(model, study, monkeypatch, tmp_path):  # noqa: F811  # the fixture
    """Another process does not look again; another model does."""
    monkeypatch.setattr("qualcode.suggestions.kept_talk.FEWEST_WORDS", 0)
    monkeypatch.setenv(VARIABLE, str(model))
    first = Engine(tmp_path / "cache")
    before = _chances(first, study)
    load_meanings.cache_clear()
    looked = []
    meant = load_meanings(str(model))
    monkeypatch.setattr(meant, "_ends", lambda texts: looked.extend(texts) or np.zeros((len(texts), 64)))
    after = _chances(Engine(tmp_path / "cache"), study)

    np.testing.assert_array_equal(before, after)
    assert not looked
    (model / "modules.json").write_text(json.dumps(SAME | {"river": "money"}), "utf-8")
    load_meanings.cache_clear()
    assert load_meanings(str(model)).state != meant.state
    assert not np.array_equal(before, _chances(Engine(tmp_path / "cache"), study))


def _chances(engine, asked):
    key = asked.sources[0]
    trained = engine.trained(asked)
    return engine.views.view(trained, engine.kept.talk(asked, key), engine.kept.source(asked, key), asked).chances


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (lambda folder: (folder / "modules.json").unlink(), "there is no sentence-transformers model in it"),
        (lambda folder: (folder / "modules.json").write_text("{", "utf-8"), "it cannot be loaded (Expecting"),
        (lambda folder: folder.rename(folder.with_name("moved")), "there is no such folder, and no such package"),
    ],
)
def test_a_wrong_name_is_one_clear_line(model, study, monkeypatch, harm, said):  # noqa: F811  # the fixture
    """It names the model and the way out, and nothing is trained without it in silence."""
    harm(model)
    monkeypatch.setenv(VARIABLE, str(model))
    with pytest.raises(MeaningModelError) as caught:
        Engine().trained(study)

    assert str(caught.value).startswith(f"Meaning model {str(model)!r}: {said}")
    assert str(caught.value).endswith("Set QUALCODE_MEANINGS to a folder or an installed package, or unset it.")
    assert "\n" not in str(caught.value)


def test_without_the_library_the_extra_is_named(model, monkeypatch):
    """The model is there, and what loads it is not."""
    monkeypatch.setattr(meaning_models, "find_spec", lambda _: None)
    with pytest.raises(MeaningModelError, match=r"pip install 'qualcode\[semantic\]'"):
        load_meanings(str(model))


def test_the_library_shows_a_layer_in_the_middle(tmp_path):
    """Of a transformer as small as can be: the last layer and the fourth of six, in the order asked.

    A text has the same row to the last bit whatever it is asked beside, so that it is all one which process asks.
    """
    library = pytest.importorskip("sentence_transformers", reason="the semantic extra is not installed")
    transformers = pytest.importorskip("transformers", reason="the semantic extra is not installed")
    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "money", "is", "kept", "safe"]
    (tmp_path / "vocab.txt").write_text("\n".join(words), "utf-8")
    config = transformers.BertConfig(
        vocab_size=len(words), hidden_size=16, num_hidden_layers=6, num_attention_heads=2, intermediate_size=16,
        initializer_range=1.0,
    )  # fmt: skip
    transformers.BertTokenizer(str(tmp_path / "vocab.txt")).save_pretrained(tmp_path / "bert")
    transformers.BertModel(config).save_pretrained(tmp_path / "bert")
    library.SentenceTransformer(str(tmp_path / "bert"), device="cpu").save(str(tmp_path / "model"))  # the mean of words
    meant = load_meanings(str(tmp_path / "model"))
    rows = meant.meanings(["money", "money is kept safe", "money"])
    load_meanings.cache_clear()
    alone = load_meanings(str(tmp_path / "model")).meanings(["money is kept safe"])

    assert (rows.shape, meant.width) == ((3, 32), 16)
    np.testing.assert_allclose((rows.reshape(3, 2, 16) ** 2).sum(axis=2), 1, rtol=1e-2)
    np.testing.assert_array_equal(rows[0], rows[2])
    np.testing.assert_array_equal(rows[1], alone[0])
    assert not np.allclose(rows[1, :16], rows[1, 16:], atol=0.05)
    several = ["kept", "money is safe", "", "safe money", "money is kept", "is", "money"]
    together = meant._both(several)
    apart = np.concatenate([meant._both([one]) for one in reversed(several)])[::-1]
    np.testing.assert_array_equal(together, apart)
    np.testing.assert_allclose(rows[1, :16], meant._ends(["money is kept safe"])[0], atol=2e-3)
