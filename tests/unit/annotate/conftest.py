"""The real French pipeline, loaded once."""

import pytest
from spacy.language import Language

from cmo_nlp.model_registry import load_spacy


@pytest.fixture(scope="session")
def nlp() -> Language:
    return load_spacy("fr_cmo")
