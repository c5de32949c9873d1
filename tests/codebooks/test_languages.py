"""Language codes that may be a prefix in a cell."""

import pytest

from qualcode.codebooks.languages import is_language


@pytest.mark.parametrize("word", ["en", "ru", "no", "xx", "pt-BR", "zh-Hant", "grc"])
def test_codes_of_languages(word):
    """Known codes, with or without region or script, are languages."""
    assert is_language(word)


@pytest.mark.parametrize("word", ["", "not", "english", "EN", "qq", "en-", "en-x", "en_US", "he said"])
def test_other_words(word):
    """Words, unknown codes and other spellings are none."""
    assert not is_language(word)
