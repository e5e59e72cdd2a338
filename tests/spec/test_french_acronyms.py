"""What the shipped sentence encoder makes of acronyms, of words of the field and of their families."""

import json
import unicodedata
from pathlib import Path

import numpy as np
import pytest
from sentence_transformers import SentenceTransformer
from tokenizers import Tokenizer

from cmo_nlp.model_registry.encoders import StaticTable
from training.acronyms import acronyms
from training.french_words import lemmas, words

MODEL = Path(__file__).parents[2] / "models" / "fr_cmo_sentences"

# A text, what its acronym says, what its letters would say in lower case.
ACRONYMS = (
    ("le ROI de la campagne", "le retour sur investissement de la campagne", "le roi et sa campagne"),
    ("Le CA du groupe", "Le chiffre d'affaires du groupe", "Cela, du groupe"),
    ("le SI de l'enseigne", "le système d'information de l'enseigne", "si l'enseigne"),
    ("les BU du groupe", "les unités du groupe", "il a bu avec le groupe"),
    ("le CES de Las Vegas", "le salon de l'électronique de Las Vegas", "ces gens de Las Vegas"),
    ("les TIC à l'école", "les technologies de l'information à l'école", "les manies à l'école"),
)

# A word, one of its kin or a synonym, one that only looks like it or was taken for its kin.
FAMILIES = (
    ("data", "données", "dater"),
    ("cela", "ça", "celer"),
    ("verbatim", "commentaires", "ver"),
    ("martech", "technologie", "martin"),
    ("attrition", "départ", "grassouillet"),
    ("omnicanal", "multicanal", "canalisation"),
    ("ciblage", "segmentation", "criblage"),
    ("prospection", "démarchage", "prospectus"),
)


@pytest.fixture(scope="module")
def encoder() -> StaticTable:
    return StaticTable(MODEL)


def cosine(encoder: StaticTable, first: str, second: str) -> float:
    one, two = encoder.encode([first, second])
    return float(one @ two)


@pytest.mark.parametrize(("text", "meaning", "word"), ACRONYMS)
def test_an_acronym_is_what_it_stands_for_and_not_the_word_it_spells(
    encoder: StaticTable, text: str, meaning: str, word: str
) -> None:
    assert cosine(encoder, text, meaning) > cosine(encoder, text, word) + 0.1


@pytest.mark.parametrize(
    ("capitals", "plain"),
    [
        ("LE ROI EST NU", "le roi est nu"),
        ("SI LE CLIENT PART", "si le client part"),
        ("CE QUE J’AI APPRIS", "ce que j’ai appris"),
        ("ÇA VA", "ça va"),
    ],
)
def test_among_words_in_capitals_a_word_stays_a_word(encoder: StaticTable, capitals: str, plain: str) -> None:
    assert np.array_equal(*encoder.encode([capitals, plain]))


@pytest.mark.parametrize(("word", "kin", "stranger"), FAMILIES)
def test_a_word_is_nearer_to_its_family_than_to_a_look_alike(
    encoder: StaticTable, word: str, kin: str, stranger: str
) -> None:
    assert cosine(encoder, word, kin) > cosine(encoder, word, stranger) + 0.1


@pytest.mark.parametrize(
    "form", ["affairassions", "utilisassiez", "donnassent", "datâtes", "celasses", "fidélisèrent"]
)
def test_no_row_is_spent_on_the_imperfect_subjunctive_or_the_simple_past(form: str) -> None:
    (folded,) = words(form)
    assert folded not in lemmas()
    assert folded not in json.loads((MODEL / "tokenizer.json").read_text(encoding="utf-8"))["model"]["vocab"]


@pytest.mark.parametrize("form", ["puisse", "finissent", "connaisse", "choisit", "dates", "naît"])
def test_a_form_of_the_present_keeps_its_lemma(form: str) -> None:
    (folded,) = words(form)
    assert folded in lemmas()


TEXTS = (
    *(text for row in ACRONYMS for text in row),
    *(f"Le {name}, puis {name} : l’{name}. {name}É" for name in acronyms()),
    "À CA, société SA, SI ÉCO, ÉTÉ SI ÉTÉ, À SI",
    "LE CRM ET LE ROI ; ROI CRM ; ROI : 12 %",
    "Un cœur à l'ouvrage, l'AI Act.",
)


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_training_and_the_tokenizer_cut_a_text_alike(form: str) -> None:
    cutter = Tokenizer.from_file(str(MODEL / "tokenizer.json"))
    for text in TEXTS:
        written = unicodedata.normalize(form, text)
        normal = cutter.normalizer.normalize_str(written)
        pieces = [piece for piece, _ in cutter.pre_tokenizer.pre_tokenize_str(normal)]
        assert [piece.replace("œ", "oe") for piece in pieces] == words(written) == words(text)


def test_our_reader_and_sentence_transformers_give_the_same_vectors(encoder: StaticTable) -> None:
    theirs = SentenceTransformer(str(MODEL), device="cpu", local_files_only=True)
    vectors = theirs.encode(list(TEXTS)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    assert np.allclose(vectors, encoder.encode(TEXTS), atol=2e-3)
