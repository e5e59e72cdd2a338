"""Quotations as they are printed: one line, in which nobody's words run into another block."""

import pytest

from cmo_nlp.cli.quotations import found_line, origin_line, passage_line
from cmo_nlp.query import Answer, TopicQuotation
from cmo_nlp.records import PublicationDate


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (
            "La note de onze mois\n\nLa matinée appartenait au NPS.",
            "La note de onze mois — La matinée appartenait au NPS.",
        ),
        ("22 octobre par actency\ncmo-directeur\n \nLa", "22 octobre par actency — cmo-directeur — La"),
        ("L’équipe grandit.\n\nElle compte dix personnes.", "L’équipe grandit. Elle compte dix personnes."),
        ("« Il faut oser »\n\nLe marché suit", "« Il faut oser » — Le marché suit"),
        ("« Il faut oser. »\n\nLe marché suit", "« Il faut oser. » Le marché suit"),
        ("Trois missions :\n\nécouter\n\nmesurer", "Trois missions : écouter — mesurer"),
        ("Que fait un CMO ?\nIl décide.", "Que fait un CMO ? Il décide."),
        (
            "Le directeur marketing doit aujourd’hui composer avec une\nDirection des données qui grandit.",
            "Le directeur marketing doit aujourd’hui composer avec une Direction des données qui grandit.",
        ),
        ("Note\r\n\r\nLe texte", "Note — Le texte"),
        ("Page une\fPage deux", "Page une — Page deux"),
        ("\ue000mois\ue001\n\nLa fin.\ue001\n\nPuis", "\ue000mois\ue001 — La fin.\ue001 Puis"),
        ("\n\n  Seul\u00a0!\n\n", "Seul\u00a0!"),
        ("", ""),
    ],
)  # fmt: skip
def test_a_block_does_not_run_into_the_next_one(text: str, line: str) -> None:
    assert passage_line(text) == line


def quoted(title: str | None, source: str) -> TopicQuotation:
    published = PublicationDate("2018", "year", "text", 0.5)
    return TopicQuotation("610d1420502f0e06", 0, 3, "Le.", title, ("A. Roy",), None, source, published)


@pytest.mark.parametrize(
    ("title", "source", "line"),
    [
        ("Le CMO", "presse/a.txt", "« Le CMO », A. Roy, {date}, presse/a.txt, {id}"),
        ("« Oser »", "presse/a.txt", "« Oser », A. Roy, {date}, presse/a.txt, {id}"),
        (None, "presse/a.txt", "a.txt, A. Roy, {date}, presse/a.txt, {id}"),
        (None, "a.txt", "a.txt, A. Roy, {date}, {id}"),
        (None, "table.csv#3", "table.csv#3, A. Roy, {date}, {id}"),
    ],
)
def test_a_text_without_a_title_is_cited_by_its_file(title: str | None, source: str, line: str) -> None:
    told = line.format(date="2018 (date lue dans le texte, sûre à 50 %)", id="610d1420502f0e06")
    assert origin_line(quoted(title, source)).replace("\xa0", " ") == told


@pytest.mark.parametrize(
    ("answer", "text", "line"),
    [
        (Answer((), 0, 0, near_forms=(("cheval", ()),)), "cheval", "no passage holds 'cheval'"),
        (
            Answer((), 0, 0, near_forms=(("cheval", ("chenal",)),)),
            "Cheval",
            "no passage holds 'Cheval'; near it: chenal",
        ),
        (
            Answer((), 0, 0, near_forms=(("cheval", ()), ("marketin", ("marketing",)))),
            "cheval marketin",
            (
                "no passage holds 'cheval marketin'; the corpus has no 'cheval'; "
                "the corpus has no 'marketin', but: marketing"
            ),
        ),
        (
            Answer((), 0, 4, near_forms=(("données", ()),)),
            "données",
            (
                "no passage that was searched holds 'données'; "
                "not searched: 4 documents without annotation, run: cmo-nlp annotate"
            ),
        ),
        (
            Answer((), 0, 0, undated=1),
            "a",
            "no passage holds 'a'; left out: 1 document without a date",
        ),
    ],
)
def test_what_was_not_found_is_said_once_and_what_was_not_searched(
    answer: Answer, text: str, line: str
) -> None:
    assert found_line(answer, text, "text") == line


def test_a_word_of_twenty_thousand_letters_is_cut() -> None:
    word = "x" * 20_000
    assert len(found_line(Answer((), 0, 0, near_forms=((word, ()),)), f"{word} y", "text")) < 250
