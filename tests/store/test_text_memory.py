"""The text kept in memory is the one that stands."""

from qualcode.store.text_memory import TextMemory


def test_a_text_is_read_once_as_long_as_it_is_the_same():
    """Another SHA-256 is another text."""
    memory, read = TextMemory(), []

    def reading(text):
        return lambda: read.append(text) or text

    texts = [memory.text(sha, reading(text)) for sha, text in [("1", "one"), ("1", "one"), ("2", "two"), ("1", "one")]]

    assert (texts, read) == (["one", "one", "two", "one"], ["one", "two", "one"])
