"""Language codes that a prefix in a cell may be: ISO 639-1, and the three-letter codes that pipelines exist for."""

_ISO_639_1 = """
    aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en eo
    es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg
    ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn
    no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta
    te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh xx yi yo za zh zu
"""
_THREE_LETTERS = "dsb fil grc hsb kmr lij mul nds tum"
_KNOWN = frozenset(f"{_ISO_639_1} {_THREE_LETTERS}".split())


def is_language(word: str) -> bool:
    """Tell whether the word is a language code, with or without a region (`en`, `pt-BR`)."""
    main, *parts = word.split("-")
    return main in _KNOWN and all(part.isascii() and part.isalnum() and 2 <= len(part) <= 8 for part in parts)
