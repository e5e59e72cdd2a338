"""Near-duplicates become families of one representative, and nothing else does."""

import hashlib
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cmo_nlp.ingest.duplicates import Likeness, families, likeness, signature

CORPUS = Path(__file__).parents[3] / "corpus"


def read(path: Path) -> str:
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        text = raw.decode("cp1252")
    return text.split("---\n", 2)[2] if text.startswith("---\n") else text


def sample() -> dict[str, str]:
    """Return the texts of the sample by file name; what was built stands as its source."""
    found = {path.name: read(path) for path in CORPUS.glob("sample/*.md")}
    found |= {path.name: read(path) for path in CORPUS.glob("sample/*.txt")}
    found |= {path.stem: read(path) for path in CORPUS.glob("source/*/*.md")}
    for path in CORPUS.glob("sample/*.html"):
        if path.stem not in found and "europresse" not in path.name:
            found[path.name] = re.sub(r"<[^>]+>", " ", path.read_text("utf-8"))
    return found


def grouped(
    texts: Mapping[str, str], rank: Callable[[str], tuple[object, ...]] = lambda name: (name,)
) -> dict[str, str]:
    return families({name: signature(text) for name, text in texts.items()}, texts.__getitem__, rank)


WORDS = [f"mot{number}" for number in range(4_000)]


def article(start: int, words: int = 300) -> str:
    return " ".join(WORDS[start : start + words])


def test_the_sample_holds_three_reprints_and_a_copy_and_no_other_family() -> None:
    texts = sample()
    joined: dict[str, set[str]] = {}
    for name, representative in grouped(texts).items():
        joined.setdefault(representative, set()).add(name)
    assert len(texts) >= 76
    assert sorted(map(sorted, joined.values())) == sorted(
        [
            ["Eloge du fichier (1).txt", "Eloge du fichier.txt"],
            ["beurre_gue-rouge_20mars2004.txt", "neuf-cents-points-beurre"],
            ["descend-au-magasin_mars2005.txt", "relais-metiers_querel.md"],
            ["le-rideau-et-le-standard", "le-rideau-et-le-standard-2"],
        ]
    )


def test_the_first_by_rank_represents_its_family_and_itself() -> None:
    texts = {"long": article(0), "abridged": article(100, 150), "alone": article(2_000)}
    assert grouped(texts) == {"long": "abridged", "abridged": "abridged"}
    assert grouped(texts, lambda name: (-len(texts[name]),)) == {"long": "long", "abridged": "long"}
    dates = {"long": "2005-04-07", "abridged": "2005-03-14", "alone": "2001"}
    assert grouped(texts, lambda name: (dates[name],)) == {"long": "abridged", "abridged": "abridged"}


def test_equal_ranks_are_told_apart_by_id() -> None:
    texts = {"b": article(0), "a": article(0) + " fin", "c": "début " + article(0)}
    assert grouped(texts, lambda _: ()) == {"a": "a", "b": "a", "c": "a"}


def test_a_chain_is_cut_where_a_text_is_not_near_the_representative() -> None:
    """A~B~C with A and C apart: C is left out, and so are longer chains left in pieces."""
    chain = {"a": article(0), "b": article(60), "c": article(120), "d": article(180)}
    assert likeness(chain["a"], chain["b"]).is_near
    assert not likeness(chain["a"], chain["c"]).is_near
    assert grouped(chain) == {"a": "a", "b": "a", "c": "c", "d": "c"}


def test_a_text_near_two_representatives_joins_the_nearer() -> None:
    texts = {"a": article(0), "b": article(110), "c": article(60)}
    assert not likeness(texts["a"], texts["b"]).is_near
    assert grouped(texts) == {"b": "b", "c": "b"}


@settings(max_examples=20, deadline=None)
@given(st.randoms(use_true_random=False))
def test_the_order_of_the_documents_never_shows(random: Random) -> None:
    texts = {f"{start:03}": article(start) for start in (0, 40, 90, 150, 200, 1_000, 1_050, 2_000)}
    texts |= {"none": "", "few": "un mot"}
    names = list(texts)
    random.shuffle(names)
    assert grouped({name: texts[name] for name in names}) == grouped(texts)


@settings(max_examples=50, deadline=None)
@given(st.text(), st.text())
def test_likeness_is_symmetric_and_lies_between_none_and_all(left: str, right: str) -> None:
    found = likeness(left, right)
    assert found == likeness(right, left)
    assert 0 <= found.jaccard <= found.containment <= 1


@settings(max_examples=50, deadline=None)
@given(st.text())
def test_any_text_has_a_signature_of_one_length(text: str) -> None:
    assert len(signature(text)) == 1_028


@pytest.mark.parametrize("text", ["", " \n", "…", "marketing", "un mot", "\ud800" * 3, "e\u0301" * 100])
def test_texts_with_hardly_a_word_are_no_near_duplicates(text: str) -> None:
    assert grouped({"a": text, "b": text + " ", "c": article(0)}) == {}


def test_an_excerpt_of_a_tenth_is_no_near_duplicate() -> None:
    assert likeness(article(0, 600), article(0, 60)) == Likeness(1.0, 59 / 599)
    assert grouped({"whole": article(0, 600), "excerpt": article(0, 60)}) == {}


def test_case_accents_marks_and_normalisation_change_nothing() -> None:
    written = "L’équipe a lancé « la marque » : l’été, l’œuvre d’un an."
    typed = "l'equipe a lance \"la marque\": l'e\u0301te\u0301, l'oeuvre d'un AN"
    assert signature(written) == signature(typed)


def test_the_signature_is_the_same_in_every_version() -> None:
    """Stored signatures are compared with new ones: a change here asks for a new version of the stage."""
    text = "Le directeur marketing lit les panels dès le lundi matin et descend au magasin le mardi."
    assert hashlib.sha256(signature(text)).hexdigest() == (
        "2fa010978b2049989c15c642dd6f00a81eb69271947660f4e86357b9360ae83c"
    )


def test_a_signature_of_another_length_is_refused() -> None:
    with pytest.raises(ValueError, match="1028 bytes"):
        families({"a": b"\0" * 516}, lambda _: "", lambda name: (name,))


def test_texts_are_read_for_likely_pairs_only() -> None:
    texts = {
        f"{number:03}": article(number * 13 % 3_600) + f" fin{number}" for number in range(0, 3_600, 300)
    }
    texts["copy"] = texts["000"] + " un mot de plus"
    asked: list[str] = []

    def text_of(name: str) -> str:
        asked.append(name)
        return texts[name]

    found = families({name: signature(text) for name, text in texts.items()}, text_of, lambda name: (name,))
    assert found == {"000": "000", "copy": "000"}
    assert set(asked) == {"000", "copy"}


def own_words(seed: object, words: int) -> str:
    return " ".join(Random(str(seed)).choices([f"mot{number}" for number in range(20_000)], k=words))


def test_a_family_falls_apart_into_others_when_its_representative_goes() -> None:
    chain = {name: article(start) for name, start in (("a", 0), ("b", 60), ("c", 120))}
    assert grouped(chain) == {"a": "a", "b": "a"}
    del chain["a"]
    assert grouped(chain) == {"b": "b", "c": "b"}


def test_press_releases_of_one_company_are_no_family() -> None:
    """100 words of their own, 250 about the company: containment .71, and yet twelve texts."""
    about = own_words("about", 250)
    texts = {f"{number:02}": f"{own_words(number, 100)} {about}" for number in range(12)}
    assert likeness(texts["00"], texts["01"]).is_near
    assert grouped(texts) == {}
    texts["02 bis"] = f"{own_words(2, 70)} {about}"
    assert grouped(texts) == {"02": "02", "02 bis": "02"}


def test_notices_that_differ_in_their_figures_are_no_family() -> None:
    notice = (
        "Le cours de l’action {} a clôturé à {} euros ce jour à la Bourse de Paris, soit une variation de {} "
        "pour cent sur la séance et de {} pour cent depuis le début de l’année."
    )
    texts = {str(n): notice.format(f"Maison{n}", n * 3, n, n * 7) for n in range(10)}
    assert likeness(texts["1"], texts["2"]).is_near
    assert grouped(texts) == {}
    texts["3 bis"] = texts["3"] + " (Agence)"
    assert grouped(texts) == {"3": "3", "3 bis": "3"}


def test_an_updated_toll_and_an_added_paragraph_make_no_other_text() -> None:
    text = f"{article(0, 150)} les 12 magasins {article(150, 150)} aux 300 salariés {article(300, 100)}"
    texts = {"a": text, "b": text.replace("12", "14").replace("300", "350"), "c": text + own_words("c", 80)}
    assert grouped(texts) == {"a": "a", "b": "a", "c": "a"}


def test_an_excerpt_of_a_fifth_lies_on_the_border() -> None:
    """Documented in docs/ingestion.md: 80 words of 400 stay alone, 82 are a reprint."""
    assert likeness(article(0, 400), article(0, 80)).jaccard < 0.2
    assert grouped({"whole": article(0, 400), "excerpt": article(0, 80)}) == {}
    assert grouped({"whole": article(0, 400), "excerpt": article(0, 82)}) != {}


@pytest.mark.parametrize(("own", "shared"), [(200, 150), (100, 250)])
def test_the_search_among_texts_on_one_template_grows_with_their_number_only(own: int, shared: int) -> None:
    about = own_words("about", shared)
    texts = {f"{number:04}": f"{own_words(number, own)} {about}" for number in range(600)}
    texts |= {f"{n:04} bis": f"{own_words(n, own // 2)} {about}" for n in range(0, 600, 50)}
    asked = []

    def text_of(name: str) -> str:
        asked.append(name)
        return texts[name]

    signatures = {name: signature(text) for name, text in texts.items()}
    found = families(signatures, text_of, lambda name: (name,))
    assert found == {name: name[:4] for n in range(0, 600, 50) for name in (f"{n:04}", f"{n:04} bis")}
    assert len(asked) < 20 * len(texts)


def test_a_very_long_text_is_signed_in_little_memory() -> None:
    assert len(signature(" ".join(map(str, range(200_000))))) == 1_028
