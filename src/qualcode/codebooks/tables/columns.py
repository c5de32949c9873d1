"""Which column of a codebook's table holds what: the spellings that programs and people use, in many languages.

Known are the columns of our own tables, of the codebooks that MAXQDA, ATLAS.ti, NVivo, Dedoose and Taguette write, and
what people call such columns in English, Russian, German, French, Spanish, Portuguese, Italian, Dutch and Polish.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

# Columns by what they hold; the first spelling a table has is read.
SPELLINGS = {
    "name": (
        *("name", "code name", "codename", "tag", "node", "node name", "label"),
        *("название", "название кода", "имя", "имя кода", "наименование"),
        *("codebezeichnung", "bezeichnung", "nom", "nom du code", "nombre", "nombre del código"),
        *("nome", "nome do código", "nome codice", "naam", "nazwa", "nazwa kodu"),
    ),
    "code": ("code", "codes", "код", "код темы", "código", "codigo", "codice", "kod"),
    "title": ("title", "titel", "titre", "título", "titulo", "titolo", "tytuł", "заголовок"),
    "id": ("id", "code id", "identifier"),
    "parent": (
        *("parent", "parent code", "parent name", "parent id", "parent guid", "parent node", "parent tag"),
        *("родитель", "родительский код", "вышестоящий код", "obercode", "übergeordneter code", "oberkategorie"),
        *("parent du code", "code parent", "code supérieur", "código padre", "codigo padre", "código superior"),
        *("código pai", "codigo pai", "codice padre", "codice superiore", "bovenliggende code", "kod nadrzędny"),
    ),
    "path": (
        "path",
        "code path",
        "путь",
        "pfad",
        "codepfad",
        "chemin",
        "ruta",
        "caminho",
        "percorso",
        "pad",
        "ścieżka",
    ),
    "theme": (
        *("theme", "category", "тема", "категория", "thema", "kategorie", "thème", "catégorie"),
        *("tema", "categoría", "categoria", "categorie", "temat", "kategoria"),
    ),
    "subtheme": (
        *("subtheme", "sub theme", "subcategory", "sub category", "подтема", "подкатегория"),
        *("unterthema", "unterkategorie", "sous thème", "sous catégorie", "subtema", "subcategoría", "subcategoria"),
    ),
    "subcode": (
        *("subcode", "sub code", "subcodes", "child code", "подкод", "субкод", "untercode", "subkode", "sous code"),
        *("subcódigo", "subcodigo", "sottocodice", "podkod"),
    ),
    "definition": (
        *("definition", "code definition", "description", "meaning", "определение", "описание", "значение"),
        *("beschreibung", "définition", "definición", "descripción", "definição", "descrição"),
        *("definizione", "descrizione", "definitie", "omschrijving", "beschrijving", "definicja", "opis"),
    ),
    "memo": (
        *("memo", "code memo", "codememo", "comment", "comments", "note", "notes"),
        *("комментарий", "комментарии", "заметка", "мемо", "kommentar", "kommentare", "notiz"),
        *("mémo", "commentaire", "commentaires", "comentario", "comentarios", "comentário", "comentários"),
        *("commento", "commenti", "opmerking", "opmerkingen", "notatka", "komentarz"),
    ),
    "use_when": (
        *("use when", "when to use", "inclusion", "inclusion criteria", "include"),
        *("когда применять", "применять, когда", "критерии включения", "включение", "einschlusskriterien"),
        *("anwenden wenn", "critères d'inclusion", "criterios de inclusión", "critérios de inclusão"),
        *("criteri di inclusione", "inclusiecriteria", "kryteria włączenia"),
    ),
    "not_when": (
        *("not when", "when not to use", "do not use when", "exclusion", "exclusion criteria", "exclude"),
        *("когда не применять", "не применять, когда", "критерии исключения", "исключение", "ausschlusskriterien"),
        *("nicht anwenden wenn", "critères d'exclusion", "criterios de exclusión", "critérios de exclusão"),
        *("criteri di esclusione", "exclusiecriteria", "kryteria wyłączenia"),
    ),
    "cues": (
        *("cues", "cue", "keywords", "keyword", "ключевые слова", "schlüsselwörter", "stichwörter", "mots clés"),
        *("palabras clave", "palavras chave", "parole chiave", "trefwoorden", "słowa kluczowe"),
    ),
    "examples": (
        *("examples", "example", "example quote", "example quotes", "anchor example", "anchor examples"),
        *("пример", "примеры", "примеры цитат", "beispiel", "beispiele", "ankerbeispiel", "ankerbeispiele"),
        *("exemple", "exemples", "ejemplo", "ejemplos", "exemplo", "exemplos", "esempio", "esempi"),
        *("voorbeeld", "voorbeelden", "przykład", "przykłady"),
    ),
    "color": ("color", "colour", "цвет", "farbe", "couleur", "cor", "colore", "kleur", "kolor"),
    "key": ("key", "shortcut", "hotkey", "клавиша", "taste", "touche", "tecla", "tasto", "toets", "klawisz"),
    "guid": ("guid", "uuid"),
    "is_codable": ("is codable", "codable", "iscodable"),
    "is_retired": ("is retired", "retired"),
    "merged": ("merged",),
    "split_from": ("split from",),
}
MOST_COLUMNS = 1_000
_KEYWORDS = frozenset(spelling for spelling in SPELLINGS["cues"] if spelling not in ("cues", "cue"))


@dataclass(frozen=True, slots=True)
class Header:
    """Which column holds what.

    Attributes:
        places: the columns that are known, by what they hold.
        width: how many columns there are.
        has_keywords: the cues are keywords as people list them, with commas between.
        has_tags: the names are Taguette's tags.
        unread: the names of the columns that are not known.
    """

    places: dict[str, int]
    width: int
    has_keywords: bool
    has_tags: bool
    unread: tuple[str, ...]

    def column(self, *fields: str) -> int:
        """Return the number, from 1, of the column that holds the first of these fields that has one."""
        return next(self.places[field] for field in fields if field in self.places) + 1


def header_of(names: Sequence[str]) -> Header:
    """Return what the columns of these names hold; a table of codes has a `name` among its places."""
    plain = [re.sub(r"[\s_-]+", " ", name).strip().casefold() for name in names]
    places: dict[str, int] = {}
    for field, spellings in SPELLINGS.items():
        place = next((plain.index(spelling) for spelling in spellings if spelling in plain), None)
        if place is not None:
            places[field] = place
    code, title, subcode = (places.pop(field, None) for field in ("code", "title", "subcode"))
    if subcode is not None and code is not None and not places.keys() & {"name", "parent", "path", "subtheme"}:
        # A code and its sub-codes side by side: one more level above the names.
        places["subtheme" if "theme" in places else "theme"] = code
        places["name"], code = subcode, None
    # Where a code has a title, the code is an identifier; alone, either is the name.
    named = next((place for place in (places.get("name"), title, code) if place is not None), None)
    if named is not None:
        places["name"] = named
    elif "path" in places:
        places["name"] = places["path"]
    if code is not None and code != named:
        places.setdefault("id", code)
    if "memo" in places and "definition" not in places:
        places["definition"] = places.pop("memo")
    return Header(
        places=places,
        width=len(names),
        has_keywords="cues" in places and plain[places["cues"]] in _KEYWORDS,
        has_tags="name" in places and plain[places["name"]] == "tag",
        unread=tuple(name for place, name in enumerate(names) if place not in places.values() and name.strip()),
    )
