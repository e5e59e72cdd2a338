"""How a query is typed or pasted, brought to the spelling that is searched."""

import re

from cmo_nlp.french import INVISIBLE, plain_signs

__all__ = ["as_typed"]

_DELETED = dict.fromkeys(map(ord, INVISIBLE))
_FEMININE = "e|trice|rice|euse|se|ne|le|te|ve|ive|ere|ère|iere|ière|fe"
# client·e·s, salarié.es, directeur-trice, acheteur·euse·s; after a hyphen « le » is a pronoun (« fais-le »).
_INCLUSIVE = re.compile(
    rf"(?<![\w·.-])(?P<form>[^\W\d_]{{3,}}?)"
    rf"(?:[·•.](?:{_FEMININE})s?(?:[·•.]s)?|-(?:e|trice|rice|euse)s?(?:-s)?|\((?:{_FEMININE})?s?\)s?)(?![\w·.-])",
    re.IGNORECASE,
)


def as_typed(text: str) -> str:
    """Return a query with plain signs, without marks of no width, inclusive forms in the masculine.

    >>> as_typed("les client·e·s de la directeur(trice), l’e‑mail")
    "les client de la directeur, l'e-mail"
    """
    return _INCLUSIVE.sub(r"\g<form>", plain_signs(text).translate(_DELETED))
