"""The component `qualcode_meanings`: what sentences mean, in a pipeline; imported only with spaCy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacy.language import Language

from qualcode.suggestions.language.meaning_models import load_meanings

if TYPE_CHECKING:
    from spacy.tokens import Doc

NAME = "qualcode_meanings"


@Language.factory(NAME, default_config={"model": ""}, requires=["doc.sents"])
def make_meanings(nlp: Language, name: str, model: str) -> MeaningsComponent:  # noqa: ARG001  # spaCy's signature
    """Return the component; the model is a folder or an installed package."""
    return MeaningsComponent(model)


class MeaningsComponent:
    """Sets `doc.tensor`: a row for each sentence of the text, as `Meanings.meanings` gives it.

    What a saved pipeline keeps is the model's name: it is looked for where the pipeline is loaded.
    """

    def __init__(self, model: str) -> None:
        self.model = model

    def __call__(self, doc: Doc) -> Doc:
        """Set the rows."""
        doc.tensor = load_meanings(self.model).meanings([sentence.text for sentence in doc.sents])
        return doc
