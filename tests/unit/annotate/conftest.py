"""The real pipeline and small real lexicons: what the tests of annotation share."""

import pytest

from cmo_nlp.model_registry import load_spacy


@pytest.fixture(scope="session")
def nlp():
    return load_spacy("fr_blank")
