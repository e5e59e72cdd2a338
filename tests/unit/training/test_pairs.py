"""How bilingual pairs are read, and how a word is cut for the student."""

import re
from pathlib import Path

import pytest

from training import pairs
from training.cognates import cognates
from training.french_words import fold, kin, words
from training.pairs import Pair


@pytest.fixture
def data(tmp_path: Path) -> Path:
    for folder in ("parallel", "ud", "esco"):
        (tmp_path / folder).mkdir()
    return tmp_path


def test_tatoeba_lines_are_read_with_and_without_attribution(data: Path) -> None:
    lines = "Look.\tRegarde.\nRun!\tCours !\tCC-BY 2.0 (France) Attribution: tatoeba.org #1 (CK)\n\n"
    (data / "parallel" / "tatoeba.en-fr.tsv").write_text(lines, encoding="utf-8")
    assert list(pairs.tatoeba(data)) == [
        Pair("Regarde.", "Look.", "tatoeba"),
        Pair("Cours !", "Run!", "tatoeba"),
    ]


def test_a_pud_sentence_goes_with_the_english_of_its_own_comments(data: Path) -> None:
    treebank = "# text = Un.\n# text_en = One.\n1\tUn\n\n# text = Deux.\n# text_en = Two.\n1\tDeux\n"
    (data / "ud" / "fr_pud-ud-test.conllu").write_text(treebank, encoding="utf-8")
    assert list(pairs.pud(data)) == [Pair("Un.", "One.", "pud"), Pair("Deux.", "Two.", "pud")]


def test_every_french_label_of_an_occupation_meets_the_preferred_english_one(data: Path) -> None:
    head = "conceptType,conceptUri,iscoGroup,preferredLabel,altLabels,description\n"
    english = 'Occupation,u,1,marketing manager,"marketing head\nhead of marketing",It is.\n'
    french = 'Occupation,u,1,directeur marketing,"directrice marketing\ndirecteur marketing",\n'
    (data / "esco" / "occupations_en.csv").write_text(head + english, encoding="utf-8")
    (data / "esco" / "occupations_fr.csv").write_text(head + french, encoding="utf-8")
    assert [(p.french, p.english) for p in pairs.occupations(data)] == [
        ("directeur marketing", "marketing manager"),
        ("directrice marketing", "marketing manager"),
    ]


def test_a_form_that_counts_only_in_context_or_in_exact_case_trains_nothing() -> None:
    forms = {pair.french for pair in pairs.lexicon()}
    assert "directrice achats" in forms
    assert "CPO" not in forms


@pytest.mark.parametrize("line", ["Bonjour", "Bonjour\tHello\tHi", "\tHello", "Bonjour\t "])
def test_a_line_without_both_sides_is_named(tmp_path: Path, line: str) -> None:
    (tmp_path / "own.fr-en.tsv").write_text(f"Oui\tYes\n{line}\n", encoding="utf-8")
    with pytest.raises(ValueError, match=re.escape("own.fr-en.tsv, line 2")):
        list(pairs.own(tmp_path))


def test_a_word_with_two_meanings_gives_two_pairs(tmp_path: Path) -> None:
    path = tmp_path / "words.fr-en.txt"
    path.write_text("salon = trade show, living room\nville = city\n", encoding="utf-8")
    assert [(p.french, p.english) for p in pairs.words(path)] == [
        ("salon", "trade show"),
        ("salon", "living room"),
        ("ville", "city"),
    ]


def test_an_entry_without_its_english_is_named(tmp_path: Path) -> None:
    path = tmp_path / "words.fr-en.txt"
    path.write_text("ville = city\nrue =\n", encoding="utf-8")
    with pytest.raises(ValueError, match=re.escape("line 2: 'rue ='")):
        list(pairs.words(path))


def test_our_own_pairs_are_well_formed_and_none_is_there_twice() -> None:
    own = [pair.french for pair in pairs.own()]
    assert len(own) > 2000
    assert len(own) == len(set(own))
    assert sum(1 for _ in pairs.words()) > 12_000


def test_both_apostrophes_and_both_normal_forms_give_the_same_words() -> None:
    assert words("l'IA dans l’e\u0301te\u0301") == words("l’IA dans l'été") == ["l", "ia", "dans", "l", "ete"]


def test_a_verb_and_its_noun_share_a_part() -> None:
    assert set(kin("fidelisation")) & set(kin("fideliser"))
    assert fold("Œuvre") == "oeuvre"


def test_a_false_friend_and_a_known_word_are_no_cognates() -> None:
    lemmas = ["capitalisme", "librairie", "notoriete", "client"]
    english = {"capitalism", "library", "notoriety", "client"}
    assert [(p.french, p.english) for p in cognates(lemmas, english, {"client"})] == [
        ("capitalisme", "capitalism"),
        ("notoriete", "notoriety"),
    ]
