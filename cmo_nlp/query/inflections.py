"""What the inflections of one expression share: « pilotez les marques », « piloter la marque »."""

import re

from cmo_nlp.french import fold, search_keys, singular, split_elision

__all__ = ["expression_key"]

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*'?")
_ARTICLES = {
    "le", "la", "les", "l'", "un", "une", "mon", "ma", "mes", "ton", "ta", "tes", "son", "sa", "ses",
    "notre", "nos", "votre", "vos", "leur", "leurs", "ce", "cet", "cette", "ces",
}  # fmt: skip
_CONTRACTIONS = {"du": "de", "des": "de", "d'": "de", "au": "a", "aux": "a"}
# Endings that only verbs have; before an article any first word is one: « pilote la marque ».
_VERB = re.compile(r"..(?:er|ir|oir|dre|tre|ez|[^ai]ons|ait|aient|er(?:a|ont|ai)|ir(?:a|ont))$")


def expression_key(form: str) -> str:
    """Return what two ways to write an expression share.

    Those that differ in case, accents, apostrophes, hyphens, articles or number only, or in the person and
    tense of the verb that opens them. A noun and a verb of one stem stay two.

    >>> expression_key("Campagnes  d’été") == expression_key("campagne d'ete")
    True
    >>> expression_key("pilotez les marques") == expression_key("piloter la marque")
    True
    >>> expression_key("analyse des ventes") == expression_key("analyser les ventes")
    False
    """
    words = [part for word in _WORD.findall(fold(form)) for part in split_elision(word) if part]
    opens = _opens_with_verb(words)
    kept = [_CONTRACTIONS.get(word, word) for i, word in enumerate(words) if not i or word not in _ARTICLES]
    keys = [singular(word) for word in kept]
    if opens:
        return " ".join(["to", search_keys(kept[0])[1], *(key for key in keys[1:] if key != "de")])
    return " ".join(keys)


def _opens_with_verb(words: list[str]) -> bool:
    if len(words) == 1:
        return words[0].endswith("ez")
    return bool(words) and (words[1] in _ARTICLES or _VERB.search(words[0]) is not None)
