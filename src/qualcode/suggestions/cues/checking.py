"""What is wrong or doubtful with the cues of a codebook, told before they are used."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from qualcode.model.codebook import Code, Codebook, Cue
from qualcode.suggestions.cues.rules import Rule, rules_for
from qualcode.suggestions.language.folding import folded_phrase
from qualcode.suggestions.language.pipelines import ANY_LANGUAGE, load_pipeline, primary_code

_MOST_TOLD = 5
_SENTENCES = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class CueFinding:
    """One thing to look at.

    Attributes:
        path: of the code.
        cue: as written.
        reason: one line.
        is_fault: True where the cue is left out of suggestions before it is mended; otherwise they are merely poorer.
    """

    code_guid: str
    path: str
    cue: str
    reason: str
    is_fault: bool = False


def check_cues(codebooks: tuple[Codebook, ...], languages: Iterable[str] = ()) -> tuple[CueFinding, ...]:
    """Return the faults of all cues, then, where there are none, the doubts; each in the codebooks' order.

    Args:
        languages: of the texts; the languages the cues name are looked at in any case.
    """
    faults = pattern_faults(codebooks)
    if faults:
        return faults
    codes = [code for book in codebooks for code in book.codes]
    named = [cue.language for code in codes for cue in code.cues if cue.language is not None]
    wanted = dict.fromkeys(primary_code(language) for language in (*languages, *named))
    doubts = [*_doubles(codebooks)]
    for language in wanted or [ANY_LANGUAGE]:
        doubts.extend(_doubts(codebooks, language))
    places = {code.guid: place for place, code in enumerate(codes)}
    return tuple(sorted(dict.fromkeys(doubts), key=lambda finding: places[finding.code_guid]))


def pattern_faults(codebooks: tuple[Codebook, ...]) -> tuple[CueFinding, ...]:
    """Return the token patterns that are none, which suggestions leave out. Loads spaCy if there are any."""
    return tuple(_faults(codebooks))


def left_out(codebooks: tuple[Codebook, ...]) -> tuple[str, ...]:
    """Return a line for each token pattern of a code that may be applied that is none: which, and where its fault is.

    Loads spaCy if there are any.
    """
    applicable = {code.guid for book in codebooks for code in book.codes if code.is_applicable}
    faults = [one for one in pattern_faults(codebooks) if one.code_guid in applicable]
    lines = [f"{one.reason} It is left out of suggestions until it is mended." for one in faults[:_MOST_TOLD]]
    if len(faults) > _MOST_TOLD:
        lines.append(f"{len(faults) - _MOST_TOLD} more token patterns are left out: qualcode codebook check")
    return tuple(lines)


def _faults(codebooks: tuple[Codebook, ...]) -> Iterator[CueFinding]:
    for book, code, cue in _all_cues(codebooks):
        if cue.form != "pattern":
            continue
        from qualcode.suggestions.cues.patterns import pattern_fault

        path = book.path(code.guid)
        if fault := pattern_fault(path, cue.text):
            yield CueFinding(code_guid=code.guid, path=path, cue=cue.text, reason=fault, is_fault=True)


def _doubles(codebooks: tuple[Codebook, ...]) -> Iterator[CueFinding]:
    owners: dict[tuple[str | None, str], tuple[Codebook, Code]] = {}
    for book, code, cue in _all_cues(codebooks):
        if cue.is_negative:
            continue
        key = (cue.language, folded_phrase(cue.text).lower())
        first_book, first = owners.setdefault(key, (book, code))
        if first.guid != code.guid:
            reason = f"{first_book.path(first.guid)!r} has the same cue: both will be suggested for it."
            yield CueFinding(code_guid=code.guid, path=book.path(code.guid), cue=cue.text, reason=reason)


def _all_cues(codebooks: tuple[Codebook, ...]) -> Iterator[tuple[Codebook, Code, Cue]]:
    return ((book, code, cue) for book in codebooks for code in book.codes for cue in code.cues)


def _doubts(codebooks: tuple[Codebook, ...], language: str) -> Iterator[CueFinding]:
    """Yield what a language's pipeline makes of the cues."""
    from qualcode.suggestions.cues.cues import Cues
    from qualcode.suggestions.cues.patterns import checked_pattern, word_forms

    nlp = load_pipeline(language)
    rules = [rule for rule in rules_for(codebooks, language) if rule.kind in ("cue", "pattern")]
    talk = [nlp(one) for one in _any_talk(language)] if any(rule.form == "pattern" for rule in rules) else []
    against: dict[str, list[Rule]] = {}
    for rule in rules:
        if rule.is_negative:
            against.setdefault(rule.code_guid, []).append(rule)
    for rule in rules:
        if rule.form == "pattern":
            forms = word_forms(checked_pattern(rule.path, rule.cue))
            alone = Cues(nlp, [replace(rule, is_negative=False)])
            split = [form for form in forms if len(nlp.make_doc(folded_phrase(form))) > 1]
            if split:
                words = " ".join(token.text for token in nlp.make_doc(folded_phrase(split[0])))
                yield _finding(rule, f"{split[0]!r} never matches: it is several tokens ({words}).")
            if sum(bool(alone.found(one)) for one in talk) * 2 > len(talk):
                how = "hardly ever suggested" if rule.is_negative else "suggested everywhere"
                told = f'the code is {how}. Ask for a word, as {{"LEMMA": "big"}}.'
                yield _finding(rule, f"is found in nearly any sentence: {told}")
            continue
        doc = nlp.make_doc(folded_phrase(rule.cue))
        if len(doc) == 1 and doc[0].is_stop and not rule.is_negative:
            yield _finding(rule, "is a very common word: expect it in many turns that do not mean the code.")
        if not rule.is_negative and rule.code_guid in against:
            alone = Cues(nlp, [rule, *against[rule.code_guid]])
            if not alone.found(nlp(doc.text)):
                yield _finding(rule, "is never suggested: a cue against this code stands in it.")


def _any_talk(language: str) -> list[str]:
    """Return some sentences of common words of a language; where few are known, of another."""
    from qualcode.suggestions.language.concepts import concepts

    nlp = load_pipeline(language)
    small = sorted(nlp.Defaults.stop_words) or sorted(load_pipeline("en").Defaults.stop_words)
    large = [word for one in concepts() for word in one.words.get(language, ())[:1]] or small
    sentences = []
    for number in range(_SENTENCES):
        words = [*small[number::_SENTENCES][:3], *large[number::_SENTENCES][:3]]
        sentences.append(" ".join(words).capitalize() + ".")
    return sentences


def _finding(rule: Rule, reason: str) -> CueFinding:
    return CueFinding(code_guid=rule.code_guid, path=rule.path, cue=rule.cue, reason=reason)
