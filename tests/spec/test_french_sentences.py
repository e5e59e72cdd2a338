"""Where sentences, headings and list items begin and end."""

import pytest

from cmo_nlp.annotate.sentences import split_sentences

WHOLE = [
    "M. Dupont pilote le marketing.",
    "Mme. Roy et J.-P. Petit dirigent l'équipe.",
    "Il gère la marque, le digital, les études, etc. des filiales.",
    "Il est « le garant… » de la marque.",
    "Il a hésité… puis il a choisi.",
    "Il a dit « Pourquoi pas ? » et il est parti.",
    "Le budget atteint 3.5 millions d'euros.",
    "Il écrit sur tribune.fr chaque semaine.",
    "Le C.M.O. Dupont arrive.",
    "Voir p. 12 du rapport.",
    "3.1. Ce que la machine reprend",
    "Elle achète des mots-clés sur Yahoo! Search Marketing et Google AdWords.",
]


@pytest.mark.parametrize("text", WHOLE)
def test_what_looks_like_a_stop_ends_no_sentence(text: str) -> None:
    assert [text[s.start : s.end] for s in split_sentences(text)] == [text]


CUT = [
    ("Il innove… Elle suit.", ["Il innove…", "Elle suit."]),
    ("Il innove ! Elle suit ? Oui.", ["Il innove !", "Elle suit ?", "Oui."]),
    ("Il quitte Yahoo! Elle suit.", ["Il quitte Yahoo!", "Elle suit."]),
    ("Il gère tout, etc. Elle suit.", ["Il gère tout, etc.", "Elle suit."]),
    ("« Il innove. » Elle suit.", ["« Il innove. »", "Elle suit."]),
    ("Il rêve de « marges »2. Puis il compte.", ["Il rêve de « marges »2.", "Puis il compte."]),
    ("Il préfère le plan B. Elle non.", ["Il préfère le plan B.", "Elle non."]),
    ("C'est fini en 2018. Le reste suit.", ["C'est fini en 2018.", "Le reste suit."]),
]


@pytest.mark.parametrize(("text", "sentences"), CUT)
def test_a_stop_before_a_capital_ends_a_sentence(text: str, sentences: list[str]) -> None:
    assert [text[s.start : s.end] for s in split_sentences(text)] == sentences


BLOCKS = [
    ("Un titre court\nUne phrase qui le suit.", ["heading", "prose"]),
    ("Le CMO est-il seul ?\nOui et non, comme toujours.", ["heading", "prose"]),
    ("# Un titre\nUne phrase.", ["heading", "prose"]),
    ("Il doit :\n• piloter\n• former", ["prose", "item", "item"]),
    ("Il doit :\n- piloter\n– former\n* trier\n1. classer\na) ranger", ["prose"] + ["item"] * 5),
    ("Il doit : \u2022 piloter \u2022 former", ["prose", "item", "item"]),
    ("Il doit :\npiloter les budgets,\nformer les équipes", ["prose", "item", "item"]),
    (
        "1. Devenir stratège\n" + "Le directeur marketing change de métier et " * 3 + "avance.",
        ["heading", "prose"],
    ),
    ("1. Piloter\n2. Former", ["item", "item"]),
    (
        (
            "Le directeur marketing doit aujourd'hui composer avec la donnée et\n"
            "les algorithmes, qui changent la relation avec les clients et les\n"
            "partenaires de la marque. Il apprend."
        ),
        ["prose", "prose"],
    ),
]


@pytest.mark.parametrize(("text", "kinds"), BLOCKS)
def test_lines_become_paragraphs_headings_and_items(text: str, kinds: list[str]) -> None:
    assert [s.kind for s in split_sentences(text)] == kinds


def test_a_bullet_is_no_part_of_its_item() -> None:
    text = "Il doit :\n  • piloter\n  – former"
    assert [text[s.start : s.end] for s in split_sentences(text)] == ["Il doit :", "piloter", "former"]
