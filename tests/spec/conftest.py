"""The real French pipeline and the shipped lexicon, read once, and one text's annotation."""

from collections.abc import Callable

import pytest

from cmo_nlp import lexicons
from cmo_nlp.annotate import annotate
from cmo_nlp.model_registry import load_spacy
from cmo_nlp.records import Annotation, Description, Document, PublicationDate, document_id
from cmo_nlp.settings import AnnotateSettings


@pytest.fixture(scope="session")
def annotated() -> Callable[..., Annotation]:
    """Return a function from a text, and the year it appeared in, to its annotation."""
    nlp, lexicon = load_spacy("fr_cmo"), lexicons.load()

    def of(text: str, published: int | None = 2018) -> Annotation:
        date = PublicationDate(str(published), "year", "user", 1.0) if published else None
        document = Document(document_id(text), text, len(text.split()), ("t",), Description(published=date))
        (annotation,) = annotate([document], nlp, lexicon, AnnotateSettings())
        assert isinstance(annotation, Annotation), annotation
        return annotation

    return of
