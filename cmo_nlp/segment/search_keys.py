"""The keys under which full-text search finds a segment."""

from cmo_nlp.french import search_keys, words

__all__ = ["segment_keys"]


def segment_keys(text: str) -> tuple[str, str]:
    """Return the search keys of the words of `text`, in order, and those of its unaccented spelling.

    Both strings hold one key per word, so that words side by side stay so.

    >>> segment_keys("L’équipe maîtrise l'IA")
    ('equip maitris ia', 'equip maitris ia')
    """
    both = [search_keys(word.text) for word in words(text)]
    return " ".join(key for key, _ in both), " ".join(plain for _, plain in both)
