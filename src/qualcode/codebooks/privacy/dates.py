"""Dates in texts, in figures and in words of a few languages: a day with its month, or a month with its year."""

import re
from collections.abc import Iterator
from typing import NamedTuple

_MONTHS = (
    ("january", "jan", "января", "январь", "январе", "januar", "janvier", "enero"),
    ("february", "feb", "февраля", "февраль", "феврале", "februar", "février", "febrero"),
    ("march", "mar", "марта", "март", "марте", "märz", "mars", "marzo"),
    ("april", "apr", "апреля", "апрель", "апреле", "avril", "abril"),
    ("may", "мая", "май", "мае", "mai", "mayo"),
    ("june", "jun", "июня", "июнь", "июне", "juni", "juin", "junio"),
    ("july", "jul", "июля", "июль", "июле", "juli", "juillet", "julio"),
    ("august", "aug", "августа", "август", "августе", "août", "agosto"),
    ("september", "sept", "sep", "сентября", "сентябрь", "сентябре", "septembre", "septiembre"),
    ("october", "oct", "октября", "октябрь", "октябре", "oktober", "octobre", "octubre"),
    ("november", "nov", "ноября", "ноябрь", "ноябре", "novembre", "noviembre"),
    ("december", "dec", "декабря", "декабрь", "декабре", "dezember", "décembre", "diciembre"),
)
_DAYS = (
    "monday tuesday wednesday thursday friday saturday sunday понедельник вторник среда четверг пятница суббота "
    "воскресенье lundi mardi mercredi jeudi vendredi samedi dimanche lunes martes miércoles jueves viernes sábado "
    "domingo"
)
# Written with a capital in some languages, and no names.
NO_NAMES = frozenset((*_DAYS.split(), *(name for names in _MONTHS for name in names)))
_MONTH_OF = {name: number for number, names in enumerate(_MONTHS, 1) for name in names}
_NAMES = "|".join(sorted(_MONTH_OF, key=len, reverse=True))
_YEAR = r"(?:19|20)\d\d"
# Each begins with a figure, or with a month after which one comes.
_DATE = re.compile(
    rf"""(?<![\w.])(?:
        (?P<iso>{_YEAR})-(?P<iso_month>\d\d)-(?P<iso_day>\d\d)
      | (?P<first>\d\d?)(?P<sign>[./-])(?P<second>\d\d?)(?P=sign)(?P<short>(?:\d\d)?\d\d)
      | (?P<day>\d\d?)(?:st|nd|rd|th|\.|-?го|-?е)?\s+(?:of\s+|de\s+)?(?P<month>{_NAMES})\b\.?,?
        (?:\s+(?:de\s+)?(?P<year>{_YEAR}))?
      | (?P<name>{_NAMES})\.?\s+(?:de\s+)?(?:(?P<named_day>\d\d?)(?:st|nd|rd|th)?\b(?:,?\s+(?P<named_year>{_YEAR}))?
        | (?P<only_year>{_YEAR}))
    )(?!\w|\.\d)""",
    re.VERBOSE | re.IGNORECASE,
)


class Date(NamedTuple):
    """A date and where it stands; 0 for a day or a year that is not told."""

    day: int
    month: int
    year: int
    start: int
    end: int


def dates_in(text: str) -> Iterator[Date]:
    """Yield the dates of a text; of two readings in figures (3/4) the one with the day first, where it can be."""
    for found in _DATE.finditer(text):
        day, month, year = _told(found)
        if 0 <= day <= 31 and 1 <= month <= 12:
            yield Date(day, month, year, found.start(), found.end())


def _told(found: re.Match[str]) -> tuple[int, int, int]:
    if found["iso"]:
        return int(found["iso_day"]), int(found["iso_month"]), int(found["iso"])
    if found["first"]:
        first, second, year = int(found["first"]), int(found["second"]), int(found["short"])
        year += 0 if year > 99 else 2000 if year < 50 else 1900
        return (first, second, year) if second <= 12 else (second, first, year)
    if found["day"]:
        return int(found["day"]), _MONTH_OF[found["month"].lower()], int(found["year"] or 0)
    month = _MONTH_OF[found["name"].lower()]
    if found["only_year"]:
        return 0, month, int(found["only_year"])
    return int(found["named_day"]), month, int(found["named_year"] or 0)
