"""Exports of press archives: every shape, the sample's export word by word, and damage."""

import contextlib
import csv
import datetime as dt
import importlib.util
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cmo_nlp.ingest.article import Article, Part, RefusedContentError
from cmo_nlp.ingest.authors import read_authors
from cmo_nlp.ingest.press_archives.dates import find_date
from cmo_nlp.ingest.press_archives.europresse import looks_like_europresse, read_europresse
from cmo_nlp.ingest.press_archives.factiva import looks_like_factiva, read_factiva
from cmo_nlp.ingest.press_archives.factiva_xml import looks_like_factiva_xml, read_factiva_xml

TODAY = dt.date(2026, 11, 1)
ROOT = Path(__file__).parents[3]
FIXTURES = ROOT / "tests" / "fixtures"
READERS: dict[str, tuple[Callable[[str], bool], Callable[[str, dt.date], Iterator[Part]]]] = {
    "europresse": (looks_like_europresse, read_europresse),
    "factiva": (looks_like_factiva, read_factiva),
    "factiva-xml": (looks_like_factiva_xml, read_factiva_xml),
}
FILES = {
    "europresse/europresse-2006.html": "europresse",
    "europresse/europresse-2010.html": "europresse",
    "europresse/europresse-2020.html": "europresse",
    "factiva/factiva-codes.html": "factiva",
    "factiva/factiva-lines.html": "factiva",
    "factiva/factiva.xml": "factiva-xml",
}


def read(name: str) -> list[Part]:
    text = (FIXTURES / name).read_text(encoding="utf-8")
    return list(READERS[FILES[name]][1](text, TODAY))


def article(name: str, number: int) -> Article:
    part = read(name)[number - 1]
    assert part.suffix == f"#{number}"
    assert isinstance(part.content, Article), part
    return part.content


class Expected(NamedTuple):
    """What one article of a fixture says."""

    rules: str
    title: str
    publisher: str
    authors: tuple[str, ...]
    date: str | None
    first: str
    last: str


SPEC = {
    ("europresse/europresse-2006.html", 1): Expected(
        "europresse-2006", "Le fichier, cet inconnu du troisième étage", "L’Écho des directions", (),
        "2006-04-13", "Au troisième étage", "depuis 2004.",
    ),
    ("europresse/europresse-2006.html", 2): Expected(
        "europresse-2006", "Trois radios pour une ville", "L’Écho des directions", (), "2006-04-14",
        "La ville de Varennes", "connaître les heures.",
    ),
    ("europresse/europresse-2010.html", 1): Expected(
        "europresse-2010", "L’annonceur qui ne voulait pas d’amis", "La Gazette des annonceurs",
        ("CLAIRE VASSEUR",), "2011-03-01", "Chez les matelas", "a trouvé des amis.",
    ),
    ("europresse/europresse-2010.html", 2): Expected(
        "europresse-2010", "Un kiosque sur le quai", "La Gazette des annonceurs", ("Rédaction",), None,
        "Le kiosque vend", "le reste du temps.",
    ),
    ("europresse/europresse-2020.html", 1): Expected(
        "europresse-2020", "Le directeur marketing compte les palettes", "Le Courrier des marques",
        ("Claire Vasseur", "Jean Le Goff", "AFP"), "2020-05-20", "Dans les entrepôts", "Et encore.",
    ),
    ("europresse/europresse-2020.html", 2): Expected(
        "europresse-2020", "Une coopérative apprend à dire son prix", "Terre et comptoirs",
        ("Claire Vasseur", "Jean Le Goff"), "2021-03-17", "Les éleveurs", "tout le monde la verrait.",
    ),
    ("factiva/factiva-codes.html", 1): Expected(
        "factiva-codes", "Le directeur marketing et le stock de parapluies", "Le Courrier des marques",
        ("Claire Vasseur",), "2010-11-17", "Il pleut sur Varennes", "je vendrai de l’ombre », dit-il.",
    ),
    ("factiva/factiva-codes.html", 2): Expected(
        "factiva-codes", "Une affiche pour personne", "La Gazette des annonceurs", (), "2011-03-02",
        "L’affiche est collée", "n’avait pas prévu.",
    ),
    ("factiva/factiva-lines.html", 1): Expected(
        "factiva-lines", "La marque au fond du tiroir", "Terre et comptoirs",
        ("Odile Brancion", "Jean Le Goff"), "2009-10-05", "La marque de sabots", "une agrafeuse.",
    ),
    ("factiva/factiva-lines.html", 2): Expected(
        "factiva-lines", "The clog and the drawer", "Harbour Review", (), "2009-10-06",
        "A clog brand", "a marketing director.",
    ),
    ("factiva/factiva.xml", 1): Expected(
        "factiva-xml", "Le directeur marketing et le stock de parapluies", "Le Courrier des marques",
        ("Claire Vasseur", "Jean Le Goff"), "2010-11-17", "Il pleut sur Varennes", "dit-il.",
    ),
    ("factiva/factiva.xml", 2): Expected(
        "factiva-xml", "Une affiche pour personne", "La Gazette des annonceurs", (), "2011-03-02",
        "L’affiche est collée", "à toute la rue.",
    ),
    ("factiva/factiva.xml", 3): Expected(
        "factiva-xml", "Trois radios pour une ville", "La Gazette des annonceurs", (), "2011-03-03",
        "La ville de Varennes", "une seule antenne.",
    ),
}  # fmt: skip
NUMBERS = {
    "europresse/europresse-2006.html": 2, "europresse/europresse-2010.html": 2,
    "europresse/europresse-2020.html": 3, "factiva/factiva-codes.html": 3, "factiva/factiva-lines.html": 2,
    "factiva/factiva.xml": 4,
}  # fmt: skip


@pytest.mark.parametrize(("name", "number"), list(SPEC))
def test_article_of_each_shape(name: str, number: int) -> None:
    expected, found = SPEC[name, number], article(name, number)
    said = found.description
    assert (said.title, said.publisher, said.authors) == expected[1:4]
    assert (said.published and said.published.date) == expected.date
    assert said.published is None or (said.published.precision, said.published.method) == ("day", "archive")
    assert said.source_type == "press-article"
    assert said.metadata["rules"] == expected.rules
    assert found.text.startswith(expected.first)
    assert found.text.endswith(expected.last)
    assert "©" not in found.text
    assert "droits réservés" not in found.text


@pytest.mark.parametrize("name", list(FILES))
def test_every_article_is_a_part_and_one_without_text_leaves_the_others_alone(name: str) -> None:
    parts = read(name)
    assert [part.suffix for part in parts] == [f"#{n}" for n in range(1, NUMBERS[name] + 1)]
    read_well = [n for n, part in enumerate(parts, start=1) if isinstance(part.content, Article)]
    assert read_well == [number for file, number in SPEC if file == name]
    refused = [part.content for part in parts if isinstance(part.content, RefusedContentError)]
    assert all(error.reason == "no-text" for error in refused)


@pytest.mark.parametrize("name", list(FILES))
def test_each_archive_is_told_from_the_others_and_from_pages(name: str) -> None:
    text = (FIXTURES / name).read_text(encoding="utf-8")
    assert [kind for kind, (looks, _) in READERS.items() if looks(text)] == [FILES[name]]


@pytest.mark.parametrize("path", sorted((ROOT / "corpus" / "sample").glob("*.html")), ids=lambda p: p.name)
def test_pages_are_no_export(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    kinds = [kind for kind, (looks, _) in READERS.items() if looks(text)]
    assert kinds == (["europresse"] if "europresse" in path.name else [])


def test_highlighted_words_leave_no_trace_and_structure_stays() -> None:
    text = article("europresse/europresse-2020.html", 1).text
    assert "l’entrepôt des conserves Lasbordes tourne de nuit. Son directeur marketing, Paul Arnal" in text
    assert "\n\nUne carte et des punaises\n\n" in text
    assert "\n\n- Trois camions pour le Sud\u00a0;\n- un seul pour Lyon.\n\n" in text
    assert "des routes.\n« On ne vend plus, on livre. »" in text
    assert "trente mille parapluies" in article("factiva/factiva-codes.html", 1).text
    assert "trente mille parapluies" in article("factiva/factiva.xml", 1).text


def test_what_the_archive_says_beside_goes_to_metadata() -> None:
    assert article("europresse/europresse-2020.html", 1).description.metadata == {
        "also_published_in": "Cet article est paru dans Le Courrier des marques, édition papier",
        "edition": "site web", "kicker": "Confinement", "page": "12-13",
        "reference": "web·20200520·CDMW·87_3541", "rules": "europresse-2020", "section": "Enquêtes",
        "word_count": "612",
    }  # fmt: skip
    second = article("europresse/europresse-2020.html", 2).description.metadata
    assert (second["section"], second["page"], second["issue"]) == ("Économie & entreprises", "5", "1204")
    coded = article("factiva/factiva-codes.html", 1).description
    assert (coded.language, coded.metadata["word_count"], coded.metadata["page"]) == ("fr", "1076", "15")
    assert coded.metadata["reference"] == "COMARQ0020101117e6bh00011"
    listed = article("factiva/factiva.xml", 1).description.metadata
    assert listed["subjects"] == "Marketing; Nouvelles d'entreprises"


@pytest.mark.parametrize(
    ("name", "number", "warning"),
    [
        ("europresse/europresse-2020.html", 2, "1 field that no rule read: div.rdp__humeur."),
        ("europresse/europresse-2020.html", 2, "The export gives several dates: 2021-03-17, 2021-03-18."),
        ("europresse/europresse-2010.html", 2, "1 field that no rule matched: date."),
        ("europresse/europresse-2010.html", 2, "« 1931-08-09 » is no date of publication"),
        ("factiva/factiva-codes.html", 1, "1 field that no rule read: QQ."),
        ("factiva/factiva.xml", 2, "1 field that no rule read: humeur."),
        ("factiva/factiva.xml", 2, "The article's XML was broken"),
    ],
)
def test_what_no_rule_knew_is_named(name: str, number: int, warning: str) -> None:
    assert any(said.startswith(warning) for said in article(name, number).warnings)


def test_dates_that_differ_cost_confidence() -> None:
    sure, disputed = (article("europresse/europresse-2020.html", n).description.published for n in (1, 2))
    assert sure is not None
    assert disputed is not None
    assert disputed.confidence < sure.confidence


def test_entities_are_neither_declared_nor_fetched() -> None:
    text = article("factiva/factiva.xml", 1).text
    assert "boum boum" not in text
    assert "avant l’été." in text
    assert "« R&D & pluie »" in text
    bomb = (
        '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]><x>'
        "<article><headline>T</headline><leadParagraph>&b; &c; mots</leadParagraph></article></x>"
    )
    (part,) = read_factiva_xml(bomb, TODAY)
    assert isinstance(part.content, Article)
    assert part.content.text == "&b; &c; mots"


@pytest.mark.parametrize("kind", list(READERS))
def test_export_without_articles_is_refused(kind: str) -> None:
    with pytest.raises(RefusedContentError) as refused:
        list(READERS[kind][1]("<html><body>rien</body></html>", TODAY))
    assert refused.value.reason == "no-text"


def test_elements_left_open_do_not_swallow_the_next_articles() -> None:
    """libxml2 stops at 256 elements inside each other; 400 articles leave two open each."""
    one = (
        '<article><span class="DocPublicationName">Le Relais, no. {n}</span><div><b>'
        '<p class="titreArticleVisu">Titre {n}</p><div class="docOcurrContainer"><p>Texte {n}'
        '<div class="publiC-lblNodoc">news·20100102·X·{n}</div>'
    )
    parts = list(read_europresse("".join(one.format(n=n) for n in range(400)), TODAY))
    assert len(parts) == 400
    assert all(isinstance(part.content, Article) for part in parts)


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("Enquête, jeudi 18 mars 2004, p. 5", "2004-03-18"),
        ("p. 5, mardi 1er février 2011, Marques", "2011-02-01"),
        ("samedi 1 août 2020 - 14:05:00 UTC +02:00", "2020-08-01"),
        ("Thursday, March 18, 2004", "2004-03-18"),
        ("18 March 2004", "2004-03-18"),
        ("2nd Feb. 2015", "2015-02-02"),
        ("Donnerstag, 18. März 2004", "2004-03-18"),
        ("7. Dezember 2019", "2019-12-07"),
        ("jueves 18 de marzo de 2004", "2004-03-18"),
        ("giovedì 18 marzo 2004", "2004-03-18"),
        ("quinta-feira, 18 de março de 2004", "2004-03-18"),
        ("donderdag 18 maart 2004", "2004-03-18"),
        ("décembre 2012", "2012-12"),
        ("Dossier, September 2012, p. 8", "2012-09"),
        ("2010-11-17T00:00:00", "2010-11-17"),
        ("20101117", "2010-11-17"),
        ("17/11/2010", "2010-11-17"),
        ("31 février 2010", None),
        ("p. 12", None),
        ("", None),
    ],
)
def test_date_in_the_language_of_the_session(line: str, date: str | None) -> None:
    found = find_date(line).value
    assert (found and found.date) == date


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("Par Claire Vasseur", ("Claire Vasseur",)),
        ("CLAIRE VASSEUR ET JEAN LE GOFF", ("CLAIRE VASSEUR", "JEAN LE GOFF")),
        (
            "Claire Vasseur, Jean Le Goff et Inès d’Aubrac",
            ("Claire Vasseur", "Jean Le Goff", "Inès d’Aubrac"),
        ),
        ("Vasseur, Claire", ("Claire Vasseur",)),
        ("Claire Vasseur (avec AFP)", ("Claire Vasseur", "AFP")),
        ("Claire Vasseur avec l’AFP", ("Claire Vasseur", "AFP")),
        ("Reuters, AFP", ("Reuters", "AFP")),
        ("Claire Vasseur @cvasseur cvasseur@gazette.example", ("Claire Vasseur",)),
        ("De notre correspondante Claire Vasseur à Lyon", ("Claire Vasseur",)),
        ("Claire Vasseur, rédactrice en chef", ("Claire Vasseur",)),
        ("Claire Vasseur; Claire Vasseur", ("Claire Vasseur",)),
        ("C. V.", ("C. V.",)),
        ("", ()),
        ("—", ()),
    ],
)
def test_names_of_a_byline(byline: str, names: tuple[str, ...]) -> None:
    assert read_authors(byline) == names


# The sample's export against the texts that it was built from.


def _build() -> ModuleType:
    spec = importlib.util.spec_from_file_location("corpus_build_archives", ROOT / "corpus" / "build.py")
    assert spec
    assert spec.loader
    module = sys.modules["corpus_build_archives"] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


def test_sample_export_gives_its_articles_as_expected() -> None:
    name = "export_europresse_2022-07-01.html"
    rows = csv.DictReader((ROOT / "corpus" / "expected.csv").read_text(encoding="utf-8").splitlines())
    expected = {row["source"]: row for row in rows if row["source"].startswith(name)}
    text = (ROOT / "corpus" / "sample" / name).read_text(encoding="utf-8")
    parts = list(read_europresse(text, TODAY))
    assert [name + part.suffix for part in parts] == list(expected)
    for part in parts:
        assert isinstance(part.content, Article)
        assert part.content.warnings == ()
        row, said = expected[name + part.suffix], part.content.description
        assert said.published is not None
        assert (said.published.date, said.published.precision) == (row["date"], row["precision"])
        assert (said.published.method, said.metadata["rules"]) == ("archive", "europresse-2020")
        assert (said.title or "").split() == row["title"].split()
        assert said.publisher == row["publisher"]


def test_export_built_from_the_sources_gives_their_words_and_no_others(tmp_path: Path) -> None:
    build = _build()
    build.europresse(tmp_path)
    parts = list(read_europresse((tmp_path / build.EUROPRESSE).read_text(encoding="utf-8"), TODAY))
    texts = sorted(build.texts("europresse"), key=lambda text: text.published)
    assert len(parts) == len(texts) == 6
    for part, text in zip(parts, texts, strict=True):
        assert isinstance(part.content, Article)
        assert words(part.content.text) == words(
            " ".join(block for _, block in text.blocks).replace("**", "")
        )
        assert part.content.description.authors == (text.meta["author"],)


# Damage.

PIECES = st.one_of(
    st.text(max_size=6),
    st.sampled_from(
        ["<", ">", "</article>", "<article>", "<article ", "&#0;", "&b;", "</p>", "\x00", '"', "<td>", "·"]
    ),
)


@st.composite
def mutated(draw: st.DrawFn) -> tuple[str, str]:
    name = draw(st.sampled_from(sorted(FILES)))
    text = (FIXTURES / name).read_text(encoding="utf-8")
    for _ in range(draw(st.integers(0, 6))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.integers(0, 80)))
        text = text[:start] + draw(st.one_of(PIECES, st.just(text[start:end] * 3))) + text[end:]
    return FILES[name], text[: draw(st.integers(0, 2 * len(text)))]


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(mutated())
def test_mutated_export_is_articles_or_reasons(case: tuple[str, str]) -> None:
    kind, text = case
    try:
        parts = list(READERS[kind][1](text, TODAY))
    except RefusedContentError:
        return
    for part in parts:
        if isinstance(part.content, Article):
            found = part.content.description.published
            assert found is None or "1950" <= found.date <= TODAY.isoformat()
            part.content.text.encode("utf-8")


@pytest.mark.parametrize(
    "text",
    [
        "<article>" * 3_000,
        "<article><headline>" * 3_000,
        "<span class=DocPublicationName>" * 3_000,
        '<span class="DocPublicationName' + " a" * 200_000,
        '<div class="article frArticle">' + "<table><tr><td>" * 5_000,
        "<article>" + "<x>" * 100_000,
        "<article><leadParagraph>" + "&a" * 200_000,
        "<article>" + "<div>" * 100_000,
        "<article><div class=DocHeader>" + "1" * 200_000,
        "<article><div class=DocHeader>" + "1 " * 200_000 + "mots",
    ],
)
@pytest.mark.parametrize("kind", list(READERS))
def test_hostile_exports_end_soon(kind: str, text: str) -> None:
    with contextlib.suppress(RefusedContentError):
        assert all(part.suffix for part in READERS[kind][1](text, TODAY))
