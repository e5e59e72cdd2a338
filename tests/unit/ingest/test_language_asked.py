"""Which texts are refused for their language."""

import pytest

from cmo_nlp.ingest.article import RefusedContentError
from cmo_nlp.ingest.language import UNDETERMINED, detect_language
from cmo_nlp.ingest.language_asked import in_language
from cmo_nlp.records import Description

HUNGARIAN = (
    "A marketing igazgató ma adatokkal dolgozik, és naponta méri a kampányok hatását, mert az ügyfelek"
    " gyorsan változnak és a piac is új szabályokat követ minden évben. "
) * 2
NAMES = (
    "Dupont Martin Durand Leroy Moreau Simon Laurent Michel Garcia Bertrand Roux Vincent Fournier Morel"
    " Girard Andre Mercier Blanc Guerin Boyer 2012 2013"
)


def test_text_in_no_language_that_is_told_is_not_french_without_a_french_function_word() -> None:
    assert detect_language(HUNGARIAN).code == UNDETERMINED
    with pytest.raises(RefusedContentError) as caught:
        in_language(Description(), HUNGARIAN, "fr")
    assert caught.value.reason == "not-french"


@pytest.mark.parametrize(
    ("text", "asked"), [(HUNGARIAN, "any"), (HUNGARIAN + " Le directeur du marketing", "fr"), (NAMES, "fr")]
)
def test_doubtful_text_comes_in_with_a_note(text: str, asked: str) -> None:
    assert "unclear_language" in in_language(Description(), text, asked).metadata
