"""The component `qualcode_cues`: finds the cues of the codes; imported only with spaCy.

It sets `doc.spans["qualcode"]`: one span a cue found, its label the GUID of the code. Beside it, in the group's
`attrs`, stand `codes` (their paths in the codebook), `scores` (from 0 to 1, as each cue was right by itself in places
that were coded), `cues` (as the codebook has them) and `kinds`, in the same order. A negative cue takes back all spans
of its code in its sentence. Rules and record travel with the pipeline when it is saved, so a saved pipeline suggests
without codebook and project.
"""

import dataclasses
import json
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup

from qualcode.errors.suggestions import ModelFileError, OtherSpacyWarning
from qualcode.model.codebook import CueForm
from qualcode.suggestions.cues.patterns import checked_pattern
from qualcode.suggestions.cues.rules import Rule, RuleKind
from qualcode.suggestions.cues.scoring import Judge, Record
from qualcode.suggestions.cues.searching import Found, Search
from qualcode.suggestions.language.pipeline_files import file_of_pipeline

if TYPE_CHECKING:
    from qualcode.suggestions.language.stretches import Stretch

NAME = "qualcode_cues"
SPANS = "qualcode"
_FILE = "cues.json"


@Language.factory(NAME, requires=["token.lemma", "doc.sents"], assigns=["doc.spans"])
def make_cues(nlp: Language, name: str) -> "Cues":
    """Return the component without any rules; `use` gives it some."""
    return Cues(nlp, name=name)


class Cues:
    """Finds what the rules ask for.

    Attributes:
        rules: in use.
        record: how often each cue was right and wrong where it stood alone; scores follow it.
    """

    def __init__(self, nlp: Language, rules: Sequence[Rule] = (), *, name: str = NAME) -> None:
        self.name = name
        self._nlp = nlp
        self.use(rules)

    def use(self, rules: Sequence[Rule], record: Record | None = None) -> None:
        """Take these rules instead of the present ones.

        Raises:
            CuePatternError: a pattern is not one.
        """
        patterns = {
            number: checked_pattern(rule.path, rule.cue) for number, rule in enumerate(rules) if rule.form == "pattern"
        }
        self._search = Search(self._nlp, rules, patterns)
        self.rules = tuple(rules)
        self.record: Record = dict(record or {})
        self._judge = Judge({}, self.record)

    def __call__(self, doc: Doc) -> Doc:
        """Set the spans of everything found."""
        found = self.found(doc)
        spans = [Span(doc, one.start, one.end, label=one.code_guid) for one in found]
        group = SpanGroup(doc, name=SPANS, spans=spans)
        paths = {rule.code_guid: rule.path for rule in self.rules}
        group.attrs["codes"] = [paths[one.code_guid] for one in found]
        group.attrs["scores"] = [self._judge.judged(one.code_guid, (one.evidence,)).score for one in found]
        group.attrs["cues"] = [one.evidence.cue for one in found]
        group.attrs["kinds"] = [one.evidence.kind for one in found]
        doc.spans[SPANS] = group
        return doc

    def found(self, doc: Doc) -> list[Found]:
        """Return what speaks for the codes, by place: what the spans are made of."""
        return self._search.found(doc)

    def found_in(self, stretch: "Stretch") -> list[Found]:
        """Return the same of all texts of a stretch, by its tokens."""
        return self._search.found_in(stretch)

    def to_bytes(self, **_: Any) -> bytes:  # noqa: ANN401 - spaCy's own signature
        """Return rules and record as JSON."""
        told = {
            "rules": [dataclasses.asdict(rule) for rule in self.rules],
            "record": [(*key, *counts) for key, counts in sorted(self.record.items())],
        }
        return json.dumps(told, ensure_ascii=False, indent=1).encode("utf-8", "surrogatepass")

    def from_bytes(self, data: bytes, **_: Any) -> "Cues":  # noqa: ANN401 - spaCy's own signature
        """Take the rules and the record that `to_bytes` gave; a file that is a list has rules only.

        Raises:
            ModelFileError: they are damaged.
            CuePatternError: a pattern is not one.
        """
        try:
            told = json.loads(data)
            told = {"rules": told, "record": []} if isinstance(told, list) else told
            rules = [_rule(rule) for rule in told["rules"]]
            record = {(str(code), str(cue)): (int(right), int(wrong)) for code, cue, right, wrong in told["record"]}
        except (ValueError, TypeError, KeyError, RecursionError) as error:
            raise ModelFileError(str(error)) from error
        self.use(rules, record)
        return self

    def to_disk(self, path: Path, **_: Any) -> None:  # noqa: ANN401 - spaCy's own signature
        """Write the rules into a folder of their own."""
        Path(path).mkdir(parents=True, exist_ok=True)
        (Path(path) / _FILE).write_bytes(self.to_bytes())

    def from_disk(self, path: Path, **_: Any) -> "Cues":  # noqa: ANN401 - spaCy's own signature
        """Take the rules from that folder; a warning says where the pipeline around it is of another spaCy.

        Raises:
            PipelineFileError: they are missing or damaged.
        """
        _tell_of_another_spacy(Path(path).parent)
        with file_of_pipeline(Path(path) / _FILE) as data:
            return self.from_bytes(data)


def _rule(told: dict[str, Any]) -> Rule:
    rule = Rule(**told)
    texts = rule.code_guid, rule.path, rule.cue
    is_one = all(isinstance(text, str) for text in texts) and isinstance(rule.is_negative, bool)
    if not is_one or rule.kind not in get_args(RuleKind) or rule.form not in get_args(CueForm):
        raise ValueError(f"{told!r} is no rule")
    return rule


def _tell_of_another_spacy(pipeline: Path) -> None:
    """Warn where a pipeline was written with a spaCy that may read words otherwise than this one."""
    from spacy.about import __version__
    from spacy.util import is_compatible_version

    try:
        meta = json.loads((pipeline / "meta.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return
    wanted = str(meta.get("spacy_version") or "") if isinstance(meta, dict) else ""
    if wanted and not is_compatible_version(__version__, wanted):
        warnings.warn(OtherSpacyWarning(pipeline, wanted, __version__), stacklevel=2)
