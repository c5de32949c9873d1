"""Which variables of cases and sources tell how people are called and where they live, by the variables' own names."""

from collections.abc import Iterable

_NAME_WORDS = (
    *("name", "names", "firstname", "forename", "surname", "lastname", "fullname", "alias", "nick", "nickname"),
    *("pseudonym", "имя", "фамилия", "отчество", "фио", "псевдоним", "nom", "prénom", "nombre", "apellido", "nome"),
    *("cognome", "vorname", "nachname", "familienname"),
)
_PLACE_WORDS = (
    *("city", "town", "village", "place", "region", "district", "country", "address", "street", "location", "school"),
    *("employer", "company", "workplace", "город", "село", "посёлок", "поселок", "район", "область", "край", "страна"),
    *("адрес", "улица", "место", "школа", "работодатель", "организация", "stadt", "ort", "dorf", "land", "bezirk"),
    *("ville", "village", "lieu", "pays", "région", "ciudad", "pueblo", "lugar", "país", "región", "cidade", "città"),
)


def names_told(variables: Iterable[tuple[str, str]]) -> list[str]:
    """Return the values that are what people are called, of variables by name and value."""
    return [value for name, value in variables if holds_names(name)]


def holds_names(variable: str) -> bool:
    """Tell whether a variable is called as those are that hold what people are called."""
    return _is_of(variable, _NAME_WORDS)


def places_told(variables: Iterable[tuple[str, str]]) -> list[str]:
    """Return the values that are places, of variables by name and value."""
    return [value for name, value in variables if _is_of(name, _PLACE_WORDS)]


def _is_of(variable: str, words: tuple[str, ...]) -> bool:
    """Tell whether a variable is called by one of the words, alone or among others (first_name, home city)."""
    parts = variable.casefold().replace("_", " ").replace("-", " ").split()
    return any(part in words for part in parts)
