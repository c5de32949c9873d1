"""What composed talk is put together from: pieces that have codes, and pieces that have none.

They are of invented words, so that no outside data is needed, or those of any coded texts.
"""

import json
import random
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from vocabulary import CODAS, ONSETS, VOWELS

FEWEST_USES = 60  # of a code, so that there are enough pieces for a project
_COMMON, _OWN, _SHARED = 600, 24, 12  # words
_CODED, _LIKE, _PLAIN = 0.4, 0.15, 0.04  # of the words of a piece, how many are some code's


@dataclass
class Pieces:
    """What talk is put together from.

    Attributes:
        coded: pieces with their codes.
        uncoded: pieces without any.
        alike: half of these, those that use the codes' words most.
    """

    language: str = "en"
    coded: list[tuple[str, frozenset[str]]] = field(default_factory=list)
    uncoded: list[str] = field(default_factory=list)
    alike: list[str] = field(default_factory=list)

    def telling(self, code: str) -> list[str]:
        """Return the words that tell a code from the others best, of those that are not rare."""
        ours = _pieces_with(text for text, codes in self.coded if code in codes)
        others = _pieces_with(text for text, codes in self.coded if code not in codes)
        often = [word for word, many in ours.items() if many >= 5 and word.isalpha()]
        return sorted(often, key=lambda word: (others[word] / ours[word], word))


def composed_pieces(seed: int, codes: int) -> Pieces:
    """Return pieces of invented words: each code has some of its own, and shares half of them with the next one."""
    rng = random.Random(f"pieces/{seed}")
    common, own = _words(rng, _COMMON), [_words(rng, _OWN) for _ in range(codes)]
    every = [word for words in own for word in words]
    made = Pieces()
    for place, words in enumerate(own):
        said, name = words + own[(place + 1) % codes][:_SHARED], f"{words[0]} {words[1]}".capitalize()
        made.coded += [(_sentence(rng, common, said, _CODED), frozenset({name})) for _ in range(400)]
        made.alike += [_sentence(rng, common, said, _LIKE) for _ in range(500)]
    made.uncoded = [_sentence(rng, common, every, _PLAIN) for _ in range(4000)]
    return made


def pieces_of(path: Path, language: str, seed: int, codes: int, *, none: Iterable[str] = ()) -> Pieces:
    """Return the texts of a file, one object a line (`text`, `codes`), as pieces.

    Some of its codes are taken; the texts of all others, and those without any, are uncoded talk.

    Args:
        none: names of codes that mean that there is none.
    """
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    texts = {" ".join(row["text"].split()): frozenset(row["codes"]) - frozenset(none) for row in rows}
    uses = Counter(code for names in texts.values() for code in names)
    often = sorted(name for name, many in uses.items() if many >= FEWEST_USES)
    chosen = frozenset(random.Random(f"pieces/{seed}").sample(often, min(codes, len(often))))
    made = Pieces(language)
    made.coded = [(text, names & chosen) for text, names in texts.items() if names & chosen]
    made.uncoded = [text for text, names in texts.items() if not names & chosen]
    ours, others = _pieces_with(text for text, _ in made.coded), _pieces_with(made.uncoded)

    def likeness(text: str) -> float:
        words = set(text.lower().split())
        return sum((ours[word] + 1) / (others[word] + 1) for word in words) / max(len(words), 1)

    made.alike = sorted(made.uncoded, key=likeness, reverse=True)[: len(made.uncoded) // 2]
    return made


def _pieces_with(texts: Iterable[str]) -> Counter[str]:
    """Return in how many pieces each word stands."""
    return Counter(word for text in texts for word in sorted({word.strip(".,!?") for word in text.lower().split()}))


def _words(rng: random.Random, many: int) -> list[str]:
    made: dict[str, None] = {}
    while len(made) < many:
        syllables = (rng.choice(ONSETS) + rng.choice(VOWELS) for _ in range(rng.choice((1, 2, 2, 3))))
        made["".join(syllables) + rng.choice(CODAS)] = None
    return list(made)


def _sentence(rng: random.Random, common: list[str], own: list[str], share: float) -> str:
    """Return a sentence; words are the rarer the later they stand in their list."""
    pools = (own if rng.random() < share else common for _ in range(rng.randint(6, 22)))
    return " ".join(pool[int(len(pool) * rng.random() ** 2)] for pool in pools).capitalize() + "."
