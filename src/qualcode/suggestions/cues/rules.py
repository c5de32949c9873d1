"""What a codebook says in favor of its codes and against them, as rules for the component `qualcode_cues`.

A code is suggested for its cues and for its example quotes; a code without any cue also for its own name, where that
says enough. Codes that may not be applied have no rules.
"""

from dataclasses import dataclass
from typing import Literal

from qualcode.model.codebook import Code, Codebook, CueForm
from qualcode.suggestions.language.folding import folded_phrase
from qualcode.suggestions.language.pipelines import ANY_LANGUAGE, primary_code

RuleKind = Literal["cue", "pattern", "example", "name"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One thing that speaks for a code, or against it.

    Attributes:
        cue: its words in the codebook, as written there.
        path: of the code, for messages.
    """

    code_guid: str
    path: str
    cue: str
    kind: RuleKind
    form: CueForm
    is_negative: bool = False


def rules_for(codebooks: tuple[Codebook, ...], language: str) -> tuple[Rule, ...]:
    """Return the rules of all codes that may be applied, for texts in that language, in the codebooks' order.

    A text whose language is not known is tried with the cues of every language.
    """
    return tuple(
        rule
        for book in codebooks
        for code in book.codes
        if code.is_applicable
        for rule in _code_rules(code, book.path(code.guid), primary_code(language))
    )


def _code_rules(code: Code, path: str, language: str) -> list[Rule]:
    rules = [
        Rule(
            code_guid=code.guid,
            path=path,
            cue=cue.text,
            kind="pattern" if cue.form == "pattern" else "cue",
            form=cue.form,
            is_negative=cue.is_negative,
        )
        for cue in code.cues
        if cue.language is None or language == ANY_LANGUAGE or primary_code(cue.language) == language
    ]
    for example in code.examples:
        if words := folded_phrase(example).strip("\"'“”„«»…. "):
            rules.append(Rule(code_guid=code.guid, path=path, cue=words, kind="example", form="lower"))
    if all(cue.is_negative for cue in code.cues):
        rules.append(Rule(code_guid=code.guid, path=path, cue=code.name, kind="name", form="lemma"))
    return rules
