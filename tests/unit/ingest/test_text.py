"""Text and Markdown: characters, layout, front matter, titles."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmo_nlp.ingest import Item, parse
from cmo_nlp.ingest.article import RefusedContentError
from cmo_nlp.ingest.cleaning import clean_characters, clean_layout, clean_line
from cmo_nlp.ingest.front_matter import split_front_matter
from cmo_nlp.ingest.titles import find_title
from cmo_nlp.records import Document, Refusal, document_id
from cmo_nlp.settings import IngestSettings

TODAY = dt.date(2024, 6, 15)
PROSE = "Le directeur marketing d’aujourd’hui lit des tableaux de bord, et il en tire des décisions. " * 3


def parsed(text: str | bytes, name: str = "a.txt") -> Document:
    content = text if isinstance(text, bytes) else text.encode()
    ((_, document),) = parse(Item(name, f"/corpus/{name}"), content, IngestSettings(), TODAY)
    assert isinstance(document, Document), document
    return document


def refused(text: str | bytes, name: str = "a.txt") -> Refusal:
    content = text if isinstance(text, bytes) else text.encode()
    ((_, refusal),) = parse(Item(name, f"/corpus/{name}"), content, IngestSettings(), TODAY)
    assert isinstance(refusal, Refusal), refusal
    return refusal


def test_authors_characters_are_kept() -> None:
    kept = "L’« été » – l'hiver\u00a0: 10\u202f% d'œuvres… 👩\u200d💻"
    assert clean_characters(kept) == kept


@pytest.mark.parametrize(
    ("written", "clean"),
    [
        ("a\r\nb\rc\x0cd\u2028e\x85f", "a\nb\nc\nd\ne\nf"),
        ("\ufeffmar\u00adke\u200bting\u2060", "marketing"),
        ("a\x00b\x07c\x9fd\td", "abcd\td"),
        ("\u202egnitekram", "gnitekram"),
        ("mar\u200dketing", "marketing"),
        ("e\u0301te\u0301", "été"),
        ("e\u200b\u0301", "é"),
        ("x\ud800y", "xy"),
    ],
)
def test_line_ends_are_one_kind_and_what_nobody_sees_is_dropped(written: str, clean: str) -> None:
    assert clean_characters(written) == clean


def test_marks_past_thirty_on_a_letter_are_dropped() -> None:
    assert len(clean_characters("a" + "\u0316\u0300" * 100_000)) <= 31


@given(st.text())
def test_cleaning_a_clean_text_changes_nothing(text: str) -> None:
    clean = clean_layout(clean_characters(text))
    assert clean_layout(clean_characters(clean)) == clean
    assert "\n\n\n" not in clean
    assert not any(line != line.rstrip() for line in clean.split("\n"))
    clean.encode("utf-8")


def test_one_line_is_made_of_many() -> None:
    assert clean_line(" Le\n  CMO\u200b ") == "Le CMO"


def test_text_is_kept_line_by_line() -> None:
    document = parsed(f"Le titre\r\n\r\n\r\n\r\n{PROSE} \r\n- un\r\n- deux\r\n\xa0\r\n")
    assert document.text == f"Le titre\n\n{PROSE.strip()}\n- un\n- deux"
    assert document.id == document_id(document.text)
    assert document.sources == ("a.txt",)
    assert document.description.title == "Le titre"


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Le CMO est mort, vive le CMO !\n\nTexte.", "Le CMO est mort, vive le CMO !"),
        ("22 octobre 2018\nLe CMO est mort\nTexte.", "Le CMO est mort"),
        ("Le CMO est mort.\nTexte.", None),
        ("Un livre blanc sur l’avenir :\nTexte.", None),
        ("Le CMO est mort", None),
        ("- un\n- deux", None),
        ("x" * 161 + "\nTexte.", None),
        ("", None),
    ],
)
def test_title_is_a_short_first_line_without_a_full_stop(text: str, title: str | None) -> None:
    assert find_title(text) == title


FRONT = f"""---
title: "Le CMO : mort ?"
author: Léa Martin; Jean Dupont
date: 2018-10-22
lang: fr-FR
type: press
publisher: La Gazette
updated: 2019-01-02
tags: [data, marque]
draft: no
place: {{city: Lyon}}
---
# Le CMO

{PROSE}
"""


@pytest.mark.parametrize("name", ["a.md", "a.txt"])
def test_front_matter_describes_the_document(name: str) -> None:
    description = parsed(FRONT, name).description
    assert description.title == "Le CMO : mort ?"
    assert description.authors == ("Léa Martin", "Jean Dupont")
    assert (description.language, description.source_type, description.publisher) == (
        "fr",
        "press",
        "La Gazette",
    )
    published = description.published
    assert published is not None
    assert (published.date, published.precision, published.method) == ("2018-10-22", "day", "metadata")
    assert description.modified == "2019-01-02"
    assert description.metadata == {"draft": "no", "place": '{"city": "Lyon"}', "tags": "data, marque"}


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("2018-10", "2018-10"),
        ("octobre 2018", "2018-10"),
        ("2018", "2018"),
        ("2018-10-22T08:00:00Z", "2018-10-22"),
    ],
)
def test_front_matter_date_keeps_its_precision(written: str, date: str) -> None:
    description = parsed(f"---\ndate: {written}\n---\n{PROSE}").description
    assert description.published is not None
    assert description.published.date == date
    assert description.metadata == {}


@pytest.mark.parametrize("written", ["2031-01-01", "1931-01-01", "bientôt"])
def test_date_that_cannot_be_one_stays_visible_and_the_dateline_dates(written: str) -> None:
    description = parsed(f"---\ndate: {written}\n---\nTitre\n\nPublié le 3 mai 2018\n\n{PROSE}").description
    assert description.metadata["date"] == written
    assert description.metadata["warnings"] == f"« {written} » cannot be used as a date"
    assert description.published is not None
    assert (description.published.date, description.published.method) == ("2018-05-03", "text")


UNKNOWN_DAY = (
    "« Publié il y a 3 jours » is no date without the day on which the text was collected"
    " (a field « crawled » or « consulté le »)"
)


@pytest.mark.parametrize(
    ("written", "date", "warnings"),
    [
        ("Publié le 3 juin 2031", None, "« Publié le 3 juin 2031 » cannot be used as a date"),
        ("14 juillet 1789", None, "« 14 juillet 1789 » cannot be used as a date"),
        ("Publié il y a 3 jours", None, UNKNOWN_DAY),
        ("Publié le 3 mai 2018", "2018-05-03", None),
    ],
)
def test_line_that_cannot_date_a_text_is_a_warning(
    written: str, date: str | None, warnings: str | None
) -> None:
    description = parsed(f"Titre\n{written}\n\n{PROSE}").description
    assert (description.published and description.published.date) == date
    assert description.metadata.get("warnings") == warnings


@pytest.mark.parametrize(
    ("field", "date"),
    [
        ("crawled: 2024-03-02", "2024-02-28"), ("retrieved: 2 mars 2024", "2024-02-28"),
        ("Consulté le: 02/03/2024", "2024-02-28"), ("date_de_collecte: 2024-03-02", "2024-02-28"),
        ("crawled: 2031-03-02", None), ("crawled: mars 2024", None), ("lieu: Lyon", None),
    ],
)  # fmt: skip
def test_relative_date_counts_from_the_day_in_the_front_matter(field: str, date: str | None) -> None:
    text = f"---\n{field}\n---\nTitre\n\nPublié il y a 3 jours\n\n{PROSE}"
    description = parsed(text).description
    assert (description.published and description.published.date) == date
    assert description.metadata.get("warnings") == (None if date else UNKNOWN_DAY)


def test_unknown_language_and_empty_values_are_kept_as_written() -> None:
    description = parsed(f"---\nlang: klingon\nauthor: []\ntitre: Éloge\n---\n{PROSE}").description
    assert description.language == "fr"  # as the text shows
    assert description.metadata == {"author": "", "lang": "klingon"}
    assert description.title == "Éloge"


@pytest.mark.parametrize(
    "text",
    [
        "---\ntitle: a: b: c\n---\n",
        "---\ntitle: [a, b\n---\n",
        "---\ntitle: jamais fermé\n\n",
        "---\na: &x [1]\nb: [*x, *x]\n---\n",
        "---\na: " + "[" * 7000 + "\n---\n",
        "---\ntitle: \t@x\n---\n",
    ],
)
def test_front_matter_that_cannot_be_read_refuses_the_document(text: str) -> None:
    assert refused(text + PROSE).reason == "bad-front-matter"


@pytest.mark.parametrize(
    "text", ["---\nBonjour à tous.\n---\nSuite", "---\n« a : b : c »: d: e\n---\nSuite", "---"]
)
def test_prose_between_rules_is_no_front_matter(text: str) -> None:
    assert split_front_matter(text) == ({}, text)


def test_front_matter_that_is_a_list_is_text() -> None:
    with pytest.raises(RefusedContentError):
        split_front_matter("---\ntitle: {\n---\n")
    assert split_front_matter("---\n- a\n---\nb")[0] == {}


MARKDOWN = f"""# Le **CMO** &amp; la [data](https://example.org)

Une phrase coupée
sur deux lignes, puis une rupture\\
ici.

## Compétences

- lire un `CRM`
  - en détail
- *négocier*

3. trois
4. quatre

> {PROSE}

| outil | usage |
|---|---|
| CRM | suivre |

<div class="encart">Encart<br>utile</div>

![logo](logo.png) fin<br/>de texte<span>.</span>

    code gardé

***
"""


def test_markdown_loses_its_marks_and_keeps_its_lines() -> None:
    document = parsed(MARKDOWN, "a.md")
    assert document.description.title == "Le CMO & la data"
    assert document.text == (
        "Le CMO & la data\n\nUne phrase coupée sur deux lignes, puis une rupture\nici.\n\nCompétences\n\n"
        "- lire un CRM\n- en détail\n- négocier\n\n"
        f"3. trois\n4. quatre\n\n{PROSE.strip()}\n\noutil | usage\nCRM | suivre\n\n"
        "Encart\nutile\n\nfin\nde texte.\n\ncode gardé"
    ).replace("- négocier\n\n3. trois", "- négocier\n3. trois")


def test_same_markdown_named_text_keeps_its_marks() -> None:
    assert "**CMO**" in parsed(MARKDOWN, "a.txt").text


@pytest.mark.parametrize(
    ("content", "name", "reason"),
    [
        (b"", "a.txt", "empty"),
        (b" \n\xc2\xa0\n", "a.txt", "empty"),
        (b"\xff\xfe", "a.txt", "empty"),
        (b"!!! ??? ...", "a.txt", "empty"),
        (b"---\ntitle: seul\n---\n", "a.md", "empty"),
        (b"Trop court, dit-on.", "a.txt", "too-short"),
        (b"{\\rtf1", "a.txt", "unsupported-format"),
        (bytes(range(256)), "a.txt", "binary"),
        (b"> " * 20_000 + PROSE.encode(), "a.md", "too-deep"),
        (b"- " * 20_000 + PROSE.encode(), "a.md", "too-deep"),
    ],
)
def test_content_that_is_no_document_is_refused_with_its_source(
    content: bytes, name: str, reason: str
) -> None:
    refusal = refused(content, name)
    assert (refusal.source, refusal.reason) == (name, reason)
    assert refusal.detail


def test_latin_1_text_has_the_same_identity_as_utf_8() -> None:
    latin = PROSE.replace("’", "'")
    assert parsed(latin.encode("latin-1")).id == parsed(latin).id


def test_minimum_of_words_is_inclusive() -> None:
    assert parsed("mot " * 20).words == 20
    assert "19 words" in refused("mot " * 19).detail


def test_damaged_text_says_so() -> None:
    damaged = PROSE.encode().replace("é".encode(), b"\xe9", 1)
    assert parsed(damaged).description.metadata == {"warnings": "characters that are damaged: 1"}


def test_surrogate_in_front_matter_cannot_break_the_store() -> None:
    description = parsed(f'---\ntitle: "a\\ud800b"\n"k\\ud800": "v\\udfff"\n---\n{PROSE}').description
    assert description.title == "ab"
    assert description.metadata == {"k": "v"}
