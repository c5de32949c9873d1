#!/usr/bin/env python3
"""Make src/qualcode/transcripts/letter_pairs.json: how rare each pair of letters is, language by language.

Counted over the word lists of spacy-lookups-data, which is installed with qualcode. The file tells which encoding a
text is in when it does not tell itself: read in a wrong one, its pairs are rare in every language.

    python docs/make_letter_pairs.py
"""

import gzip
import json
import math
from collections import Counter, defaultdict
from itertools import pairwise
from pathlib import Path

import spacy_lookups_data

TARGET = Path(__file__).parents[1] / "src/qualcode/transcripts/letter_pairs.json"
MOST_WORDS = 300_000
# Ukrainian is in no list: its letters stand much as Russian ones do.
UKRAINIAN = str.maketrans({"ы": "и", "и": "і", "э": "е", "ё": "о", "ъ": ""})
CEDILLAS = str.maketrans("șț", "şţ")
# Word lists are of dictionary words; talk is of small ones, which are added here.
SMALL = {
    "ru": "я и в не что он на с как это по но они мы ты а у же вы за бы от ещё его её да нет ну вот",
    "uk": "її їх їм їй їхні їхній є моє своє твоє немає має знає думає буває може що це який які якщо україні",
    "sr": "је ја ћу ће шта што још већ",
    "mk": "ќе што јас тоа",
    "pl": "się że już też są jej być może będą więc gdzieś coś ktoś jeśli żeby mówię wiem proszę się że bo już",
    "cs": "že už ještě já ať než být taky přece víc líp tak že jsem když však až při své má mám víte říkám",
    "hr": "što će već šta još više će što jeś također",
    "hu": "és már még ő is én ők így úgy lesz és már hogy azért mért után között és",
    "ro": "şi că să în şi cînd când că aşa ăsta ăştia mă tău şi în să",
    "de": "",
    "fr": "à ça où là déjà été être même très après voilà bientôt peut être à ça très était étaient à été ô eût",
    "es": "él más sí está qué cómo también así después aquí ahí según día año mí sólo tú",
    "pt": "é à não são até já está você também só às há é então não é três nós lá aí",
    "it": "è più perché così già può c è città è perché né sé là lì sì però è cioè giù è",
    "nl": "één hé",
    "sv": "är på för så från när då också här där än är på för även vår få",
    "da": "på så også når få år på så gør før her år nå",
    "tr": "için çok şey değil çünkü öyle böyle şu gün önce",
    "el": "",
    "lt": "aš yra čia būti šį",
    "en": "",
}


def words(language: str) -> Counter[str]:
    """Return the words of a language, by how often they come where the list tells."""
    if language == "uk":
        found = Counter({word.translate(UKRAINIAN): times for word, times in words("ru").items()})
    else:
        found = listed(language)
    if language == "ro":  # one-byte encodings have the older letters, with a cedilla
        found.update({word.translate(CEDILLAS): times for word, times in found.items() if set("șț") & set(word)})
    for word in SMALL[language].split():
        found[word] += len(found) // 400
    return found


def listed(language: str) -> Counter[str]:
    """Return the words of a language as spacy-lookups-data lists them."""
    folder = Path(spacy_lookups_data.__file__).parent / "data"
    frequencies = folder / f"{language}_lexeme_prob.json.gz"
    if frequencies.exists():
        told = json.loads(gzip.decompress(frequencies.read_bytes()))
        return Counter({word: math.ceil(math.exp(log) * 1e8) for word, log in list(told.items())[:MOST_WORDS]})
    found: Counter[str] = Counter()
    for path in sorted(folder.glob(f"{language}_lemma_lookup*.json.gz")):
        every = list(json.loads(gzip.decompress(path.read_bytes())))
        found.update(every[:: max(1, len(every) // MOST_WORDS)])
    return found


def pair_costs(language: str) -> dict[str, str]:
    """Return the pairs of letters by their cost: twice the negative binary logarithm of how often one comes."""
    pairs: Counter[str] = Counter()
    for word, times in words(language).items():
        if word.isalpha():
            for first, second in pairwise(f" {word.lower()} "):
                pairs[first + second] += times
    total = pairs.total()
    costs: dict[int, list[str]] = defaultdict(list)
    for pair, times in sorted(pairs.items()):
        cost = round(-2 * math.log2(times / total))
        if cost <= 34:
            costs[cost].append(pair)
    return {str(cost): "".join(costs[cost]) for cost in sorted(costs)}


if __name__ == "__main__":
    TARGET.write_text(json.dumps({one: pair_costs(one) for one in SMALL}, ensure_ascii=False, indent=0) + "\n")
