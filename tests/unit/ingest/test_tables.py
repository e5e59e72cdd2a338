"""Tables, JSON lines, IRaMuTeQ corpora, TXM texts and sidecars: real files, and files somebody broke."""

import datetime as dt
import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cmo_nlp.errors import InputError, UsageError
from cmo_nlp.export.iramuteq import starless
from cmo_nlp.ingest.article import Article, Part, RefusedContentError
from cmo_nlp.ingest.iramuteq import looks_like_iramuteq, read_iramuteq
from cmo_nlp.ingest.sidecar import override, read_sidecar
from cmo_nlp.ingest.tables.reader import read_json_lines, read_table
from cmo_nlp.ingest.txm import read_txm_corpus, read_txm_text
from cmo_nlp.records import Description, PublicationDate

TODAY = dt.date(2024, 6, 15)
FIXTURES = Path(__file__).parents[2] / "fixtures"
SAMPLE = Path(__file__).parents[3] / "corpus" / "sample"


def _text(path: Path) -> str:
    return path.read_bytes().decode("utf-8")


READERS: dict[str, Callable[[Path], Iterator[Part]]] = {
    ".csv": lambda path: read_table(_text(path), TODAY, {}),
    ".tsv": lambda path: read_table(_text(path), TODAY, {}),
    ".jsonl": lambda path: read_json_lines(_text(path).splitlines(keepends=True), TODAY, {}),
    ".txt": lambda path: read_iramuteq(_text(path), TODAY),
    ".xml": lambda path: read_txm_corpus(path.read_bytes(), TODAY),
}

QUAI = ("La directrice marketing", "gardé son étage.")
TON = ("Parler comme ses clients", "un sur trois.")
BORD = ("Trois chiffres suffisent", "jusqu’au bout.")
FILES: dict[str, list[tuple[str, str | None, str | None, str | None, str | None, tuple[str, str]]]] = {
    # file: suffix, title, publisher, date, precision, first and last words
    "table/excel-point-virgule.csv": [
        ("#row=1", "Le bureau d’en face", "La Lettre du quai", "2018-10-22", "day", QUAI),
        ("#row=2", 'Une question de "ton"', "Cahiers du comptoir", "2020-10", "month", TON),
        ("#row=3", "Le tableau de bord", "La Lettre du quai", None, None, BORD),
    ],
    "table/gargantext.tsv": [
        ("#row=1", "Le bureau d’en face", "La Lettre du quai", "2018-10-22", "day", QUAI),
        ("#row=2", 'Une question de "ton"', "Cahiers du comptoir", "2020-10", "month", TON),
        ("#row=3", "Le tableau de bord", "La Lettre du quai", None, None, BORD),
    ],
    "jsonl/pandas.jsonl": [
        ("#row=1", "Le bureau d’en face", "La Lettre du quai", "2018-10-22", "day", QUAI),
        ("#row=2", 'Une question de "ton"', "Cahiers du comptoir", "2020-10", "month", TON),
        ("#row=3", "Le tableau de bord", "La Lettre du quai", None, None, BORD),
    ],
    "iramuteq/corpus.txt": [
        ("#1", None, "La Lettre du quai", "2018-10-22", "day", QUAI),
        ("#2", "Une question de ton", "CahiersDuComptoir", "2020-10-05", "day", TON),
        ("#4", None, "lettre", "2021-03", "month", BORD),
    ],
    "txm/europarser.xml": [
        ("#1", "Le bureau d’en face", "La Lettre du quai", "2018-10-22", "day", QUAI),
    ],
    "txm/europarser-corpus.xml": [
        ("#1", "Le bureau d’en face", "La Lettre du quai", "2018-10-22", "day", QUAI),
        ("#2", 'Une question de "ton"', "Cahiers du comptoir", "2020-10-05", "day", TON),
    ],
    "txm/mots.xml": [
        ("#1", 'Une question de "ton"', "Cahiers du comptoir", "2020-10-05", "day", QUAI),
    ],
}


def articles(parts: Iterator[Part]) -> dict[str, Article]:
    return {part.suffix: part.content for part in parts if isinstance(part.content, Article)}


def reasons(parts: Iterator[Part]) -> dict[str, str]:
    return {p.suffix: p.content.reason for p in parts if isinstance(p.content, RefusedContentError)}


@pytest.mark.parametrize("name", FILES)
def test_real_file_gives_the_documents_it_holds(name: str) -> None:
    path = FIXTURES / name
    found = articles(READERS[path.suffix](path))
    rows = []
    for suffix, article in found.items():
        said = article.description
        date = said.published
        if date:
            assert (date.method, date.confidence) == ("metadata", 1.0)
        words = next(w for w in (QUAI, TON, BORD) if article.text.strip().startswith(w[0]))
        assert article.text.strip().endswith(words[1])
        rows.append((suffix, said.title, said.publisher, date and date.date, date and date.precision, words))
    assert rows == FILES[name]


def test_words_of_txm_are_joined_as_the_text_was_written() -> None:
    joined = read_txm_text((FIXTURES / "txm/mots.xml").read_bytes(), TODAY).text
    written = articles(read_table(_text(FIXTURES / "table/gargantext.tsv"), TODAY, {}))["#row=1"].text
    assert joined == written


def test_sample_table_has_the_rows_of_expected_csv() -> None:
    found = articles(read_table(_text(SAMPLE / "veille_marketing.csv"), TODAY, {}))
    said = [(s, a.description.title, a.description.published) for s, a in found.items()]
    assert [(s, d and d.date) for s, _, d in said] == [
        ("#row=1", "2013-11-18"),
        ("#row=2", "2020-07-06"),
        ("#row=3", "2020-09-15"),
    ]
    assert said[0][1] == "« Le basson solo m’appelait monsieur Lessive »"
    first = found["#row=1"].description
    assert (first.source_type, first.publisher) == ("interview", "Scènes & Publics")
    assert (first.authors, first.metadata) == (("Solène Marzin",), {"rubrique": "à relire"})


def table(text: str, /, **mapping: str) -> dict[str, Article]:
    return articles(read_table(text, TODAY, mapping))


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_delimiter_and_line_ends_are_found_out(delimiter: str, end: str) -> None:
    lines = ['titre/texte/"note"', '"a, b; c\t|"/"un' + "\n" + 'deux"/', "///", "", "d/e/f"]
    found = table(end.join(line.replace("/", delimiter) for line in lines))
    assert [(a.description.title, a.text) for a in found.values()] == [("a, b; c |", "un\ndeux"), ("d", "e")]
    assert list(found) == ["#row=1", "#row=2"]


def test_one_column_needs_no_delimiter() -> None:
    assert [a.text for a in table("Texte\nOui, non ; et puis\n").values()] == ["Oui, non ; et puis"]


def test_excel_says_its_delimiter() -> None:
    assert table("sep=|\na|texte\n1|x,y\n")["#row=1"].text == "x,y"


def test_a_cell_of_a_million_characters_is_read() -> None:
    assert len(table(f"texte;n\n{'mot ' * 250_000};1\n")["#row=1"].text) == 1_000_000


@pytest.mark.parametrize(
    ("row", "read", "refused"),
    [
        ("a;b", 0, 1),
        ("a;b;c;d", 0, 1),
        ("a;b;c;;", 1, 0),
        ('"a" b;c;d', 1, 0),
        ('"a;b;c', 1, 0),
        ('"a\nb;"c"d;e', 1, 1),
        ('a;"b\nc";d;e;f', 0, 1),
        ('a;"b\n\n\nc', 0, 1),
    ],
)
def test_a_bad_row_is_refused_or_mended_and_its_neighbours_stay(row: str, read: int, refused: int) -> None:
    written = f'titre;texte;date\nun;premier;2018\n{row}\ntrois;troisième;2019\nquatre;"x\ny";2020\n'
    parts = list(read_table(written, TODAY, {}))
    texts = [p.content.text for p in parts if isinstance(p.content, Article)]
    assert [texts[0], *texts[-2:]] == ["premier", "troisième", "x\ny"]
    assert len(texts) == 3 + read
    bad = [p.content for p in parts if isinstance(p.content, RefusedContentError)]
    assert all(fault.reason == "bad-row" and "line" in fault.detail for fault in bad)
    assert len(bad) == refused


def test_the_row_after_a_short_one_is_marked() -> None:
    second = table("texte;date\nun\ndeux;2018\n")["#row=2"]
    assert "may be a piece" in second.warnings[0]


@pytest.mark.parametrize(
    ("header", "row", "date"),
    [
        ("texte;Date", "x;22/10/18", "2018-10-22"),
        ("texte;année;mois;jour", "x;2018;octobre;1er", "2018-10-01"),
        ("texte;année;mois;jour", "x;2018.0;10.0;", "2018-10"),
        ("texte;année;mois", "x;2018;2018-10", "2018-10"),
        ("texte;année;mois;jour", "x;2018;2;31", "2018-02"),
        ("texte;date;année;mois", "x;2018;2018;10", "2018-10"),
        ("texte;date;année", "x;bientôt;2018", "2018"),
        ("texte;date", "x;202409", None),
        ("texte;date", "x;202309", "2023-09"),
        ("texte;date", "x;1931", None),
        ("texte;année;mois", "x;2024;12", None),
        ("texte;date", "x;10/22/2018", None),
        ("texte;date", "x;43395", None),
    ],
)
def test_date_of_a_row(header: str, row: str, date: str | None) -> None:
    article = table(f"{header}\n{row}\n")["#row=1"]
    published = article.description.published
    assert (published.date if published else None) == date
    assert bool(article.warnings) == (date is None or "bientôt" in row)
    if date is None:  # nothing is lost
        assert row.split(";")[1] in article.description.metadata.values()


@pytest.mark.parametrize(
    ("columns", "publisher"),
    [
        ({"source": "Le Quai"}, "Le Quai"),
        ({"source": "a/b.html"}, None),
        ({"source": "https://quai.example"}, None),
        ({"source": "Le Quai", "publisher": ""}, None),
        ({"source": "base", "Éditeur": "Le Quai"}, "Le Quai"),
    ],
)
def test_source_is_the_journal_where_nothing_else_is(columns: dict[str, str], publisher: str | None) -> None:
    article = table(f"texte;{';'.join(columns)}\nx;{';'.join(columns.values())}\n")["#row=1"]
    assert article.description.publisher == publisher
    if publisher != columns["source"]:
        assert article.description.metadata["source"] == columns["source"]


def test_mapping_names_columns_and_the_rest_is_metadata() -> None:
    text = "Corps de l’article;Paru;Titre;Titre;\nx;2018;a;b;c\ny;2019;d;e\n"
    article = table(text, text="corps de l'article", published="Paru", title="Titre (2)")["#row=1"]
    assert article.text == "x"
    assert article.description.title == "b"
    assert article.description.published == PublicationDate("2018", "year", "metadata", 1.0)
    assert article.description.metadata == {"Titre": "a", "column 5": "c"}


@pytest.mark.parametrize(
    ("mapping", "message"),
    [
        ({"texte": "a"}, "the fields are text, title"),
        ({"text": "Contenu"}, "the columns are « a », « b »"),
    ],
)
def test_wrong_mapping_is_an_error_that_names_what_there_is(mapping: dict[str, str], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        read_table("a;b\n1;2\n", TODAY, mapping)
    with pytest.raises(UsageError, match=message):
        list(read_json_lines(['{"a": 1, "b": 2}'], TODAY, mapping))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "empty"),
        ("\n \n", "empty"),
        ("titre;texte\n", "empty"),
        ("a;b\n1;2\n", "no-text-column"),
        (";".join("abc" * 9_000) + "\n", "too-many-columns"),
    ],
)
def test_a_table_that_can_give_no_document_is_refused(text: str, reason: str) -> None:
    with pytest.raises(RefusedContentError) as refused:
        read_table(text, TODAY, {})
    assert refused.value.reason == reason


def test_no_text_column_says_which_there_are_and_how_to_map() -> None:
    with pytest.raises(RefusedContentError) as refused:
        read_table("Rubrique;Propos\n1;2\n", TODAY, {})
    assert "« Rubrique », « Propos »" in refused.value.detail
    assert "--map text=" in refused.value.detail


def lines(*rows: object) -> Iterator[Part]:
    return read_json_lines([r if isinstance(r, str) else json.dumps(r) for r in rows], TODAY, {})


def test_rows_of_json_that_are_none_are_refused_one_by_one() -> None:
    faulty = ("nope", [1], {"text": " "}, {"text": [1]}, "[" * 100_000)
    found = list(lines({"text": "a"}, "", *faulty, {"text": ["b", "c"]}))
    assert reasons(iter(found)) == {
        "#row=2": "bad-row",
        "#row=3": "bad-row",
        "#row=4": "empty",
        "#row=5": "empty",
        "#row=6": "bad-row",
    }
    assert [a.text for a in articles(iter(found)).values()] == ["a", "b\n\nc"]


def test_our_own_export_comes_back_as_it_was() -> None:
    published = {"date": "2018-10-01", "precision": "month", "method": "text", "confidence": 0.7}
    row = {
        "id": "f00", "source": "a.html", "sources": ["a.html", "b.html"], "title": "T",
        "authors": ["A", "B; C"], "publisher": None, "source_type": "press", "language": "fr",
        "published": published, "modified": "2019-01", "text": "x", "words": 1, "family": None, "pages": None,
        "metadata": {"tags": "a"},
    }  # fmt: skip
    said = articles(lines(row))["#row=1"].description
    assert said == Description(
        title="T",
        authors=("A", "B; C"),
        source_type="press",
        language="fr",
        published=PublicationDate("2018-10", "month", "text", 0.7),
        modified="2019-01",
        metadata={"id": "f00", "source": "a.html", "sources": "a.html, b.html", "tags": "a", "words": "1"},
    )


@pytest.mark.parametrize(
    "published",
    [{}, {"date": {}}, {"date": None}, {"date": "2018", "confidence": "x"}, [], [2018], 2018.0, True, 1e400],
)
def test_any_value_of_json_as_a_date_is_a_date_or_none(published: object) -> None:
    found = articles(lines({"text": "x", "published": published}))["#row=1"].description.published
    assert found is None or found == PublicationDate("2018", "year", "metadata", 1.0)


@pytest.mark.parametrize(("rows", "reason"), [(["{", "["] * 60, "unreadable"), ([], "empty")])
def test_what_is_no_json_lines_is_refused_as_a_whole(rows: list[str], reason: str) -> None:
    with pytest.raises(RefusedContentError) as refused:
        list(lines(*rows))
    assert refused.value.reason == reason


def test_json_lines_stream() -> None:
    taken = 0

    def endless() -> Iterator[str]:
        nonlocal taken
        while True:
            taken += 1
            yield '{"text": "x"}\n'

    parts = read_json_lines(endless(), TODAY, {})
    assert [next(parts).suffix for _ in range(150)][-1] == "#row=150"
    assert taken == 150


CORPUS = (FIXTURES / "iramuteq" / "corpus.txt").read_text(encoding="utf-8")


def test_starred_variables_themes_and_what_stands_before() -> None:
    parts = list(read_iramuteq(CORPUS, TODAY))
    assert looks_like_iramuteq(CORPUS)
    assert reasons(iter(parts)) == {"#3": "empty"}
    found = articles(iter(parts))
    assert "10 words stand before" in found["#1"].warnings[0]
    assert not found["#2"].warnings
    assert found["#1"].description.metadata == {"am": "2018-10", "annee": "2018", "rubrique": "enquete"}
    assert found["#2"].description.metadata == {"themes": "lecture, relecture"}
    assert found["#2"].description.authors == ("MaelleGuenic",)
    assert "-*" not in found["#2"].text


@pytest.mark.parametrize(
    ("variables", "date", "precision"),
    [
        ("*date_20240911", "2024-09-11", "day"),
        ("*date_2024-03-11", "2024-03-11", "day"),
        ("*date_2024_03_11 *annee_2024", "2024-03-11", "day"),
        ("*annee_2023 *am_202309", "2023-09", "month"),
        ("*annee_2023", "2023", "year"),
        ("*an_2023", "2023", "year"),
        ("*year_2023", "2023", "year"),
        ("*date_inconnue *annee_2023", "2023", "year"),
        ("*Annee_2022 *Mois_7 *Jour_1", "2022-07-01", "day"),
    ],
)
def test_date_of_a_starred_line(variables: str, date: str, precision: str) -> None:
    found = articles(read_iramuteq(f"**** {variables}\nBonjour\n", TODAY))["#1"].description.published
    expected = date if date <= TODAY.isoformat() else None
    assert (found and (found.date, found.precision)) == (expected and (date, precision))


@given(st.text(alphabet="*∗\ufe0ea \n-", min_size=1, max_size=40))
def test_every_asterisk_of_our_corpora_comes_back(text: str) -> None:
    body = f"Le CMO {text} marque"
    written = f"**** *id_0a1b2c3d4e5f6071 *reprise_non\n{starless(body)}\n"
    assert "*" not in written.partition("\n")[2]
    assert articles(read_iramuteq(written, TODAY))["#1"].text == body


def test_what_looks_like_an_asterisk_stays_in_corpora_of_others() -> None:
    assert articles(read_iramuteq("**** *id_7\n2 ∗ 3\n", TODAY))["#1"].text == "2 ∗ 3"


@pytest.mark.parametrize("text", ["****\n\nrègle", "**** *gras*\n", "x **** *a_b\n", "- *a_b\n", ""])
def test_markdown_is_no_corpus(text: str) -> None:
    assert not looks_like_iramuteq(text)


METADATA = _text(FIXTURES / "txm" / "metadata.csv")


def test_sidecar_describes_files_by_their_name_with_or_without_ending() -> None:
    sidecar = read_sidecar(METADATA, TODAY)
    said = sidecar.describe("dossier/onglet-quai.txt")
    assert said is not None
    assert said.published == PublicationDate("2019-05", "month", "sidecar", 1.0)
    assert said.authors == ("Bastien Ploumel",)
    assert sidecar.describe("zip.zip!a/comptoir_2020.xml") == Description(metadata={"rubrique": "Tribune"})
    assert sidecar.describe("comptoir_2020.txt") is None
    assert sidecar.unused(["a/onglet-quai.txt", "comptoir_2020.xml"]) == ("jamais-vu",)


def test_sidecar_finds_names_that_macos_decomposed() -> None:
    assert read_sidecar("id;titre\ne\u0301te\u0301.txt;x\n", TODAY).describe("été.txt")


def test_what_the_sidecar_says_wins_and_the_rest_stays() -> None:
    own = Description(
        title="T", authors=("A",), language="fr", pages=(0, 5), metadata={"rubrique": "x", "tags": "y"}
    )
    said = read_sidecar(METADATA, TODAY).describe("onglet-quai")
    assert said is not None
    assert override(own, said) == Description(
        title="Titre du tableau",
        authors=("Bastien Ploumel",),
        language="fr",
        published=PublicationDate("2019-05", "month", "sidecar", 1.0),
        pages=(0, 5),
        metadata={"rubrique": "Archives", "tags": "y"},
    )


def test_sidecar_warns_of_a_date_that_is_none() -> None:
    sidecar = read_sidecar("id,date\na,31/02/2018\n", TODAY)
    assert sidecar.warnings == ("line 2 of the metadata: « 31/02/2018 » (date) is no date that can be used",)
    assert sidecar.describe("a") == Description(metadata={"date": "31/02/2018"})


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("id;titre\na;x\nb;y\na;z\n", "« a » twice, on lines 2 and 4"),
        ("id;titre\na\n", "line 2"),
        ("id;titre\n;x\n", "no file name"),
        ("", "nothing in it"),
    ],
)
def test_sidecar_that_cannot_be_trusted_is_an_error(text: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        read_sidecar(text, TODAY)


def txm(inner: str) -> str:
    return read_txm_text(f"<text>{inner}</text>".encode(), TODAY).text


def words(written: str, between: str) -> str:
    return "<p>" + between.join(f"<w>{word}</w>" for word in written.split("_")) + "</p>"


@pytest.mark.parametrize("between", ["", "\n", " ", "\n  "])
@pytest.mark.parametrize(
    ("written", "joined"),
    [
        ("L’_arrivée_du_CMO_,_disait_-elle_.", "L’arrivée du CMO, disait-elle."),
        ("aujourd'hui_,_qu'_il_vienne_...", "aujourd'hui, qu'il vienne..."),
        ("Oui_?_Non_;_voilà_:_«_dit_-on_»_!", "Oui ? Non ; voilà : « dit-on » !"),
        ('un_"_vrai_luxe_"_(_ou_pas_)_…', 'un "vrai luxe" (ou pas)…'),
        ("le_B_/_C_à_10_%_–_ou_presque", "le B/C à 10 % – ou presque"),
    ],
)
def test_words_without_spaces_are_joined_as_french_writes(written: str, joined: str, between: str) -> None:
    assert txm(words(written, between)) == joined


def test_spaces_that_a_file_kept_stay() -> None:
    written = "<w>L’</w><w>art</w> <w>est</w> <w>long</w>\u202f<w>!</w> <w>Oui</w><w>,</w> <w>là</w> <w>,</w>"
    assert txm(written) == "L’art est long\u202f! Oui, là ,"


def test_no_break_space_stays_where_the_others_are_lost() -> None:
    assert txm("<w>L’</w>\n<w>art</w>\n<w>est</w>\u00a0<w>long</w>\n<w>.</w>") == "L’art est\u00a0long."


def test_form_of_a_word_is_its_text_and_its_analysis_is_not() -> None:
    word = '<w><f:form xmlns:f="urn:x">Le</f:form><f:ana xmlns:f="urn:x" type="#pos">DET</f:ana></w>'
    assert txm(f"{word}\n<w>CMO</w>") == "Le CMO"


def test_structure_of_a_text_without_words() -> None:
    inner = (
        "<head>Titre</head><list><item>un</item><item><p>deux</p></item></list><p>a<lb/>\nb <hi>c</hi>.</p>"
    )
    assert txm(inner) == "Titre\n\n- un\n- deux\n\na\nb c."
    assert txm("a\n\n b<lb/><lb/>c") == "a\n\nb\n\nc"


BOMB = "<!DOCTYPE text [" + '<!ENTITY a "' + "x" * 99 + '">' + '<!ENTITY b "&a;&a;">' + "]><text>&b;</text>"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (BOMB.encode(), "unsafe-xml"),
        (BOMB.encode("utf-16"), "unsafe-xml"),
        (b'<!DOCTYPE text [<!ENTITY x SYSTEM "file:///etc/passwd">]><text>&x;</text>', "unsafe-xml"),
        (b'<!DOCTYPE text SYSTEM "http://127.0.0.1:9/x.dtd"><text>&nbsp;</text>', "unreadable"),
        (b"<text>" + b"<a>" * 100_000, "too-deep"),
        (b"<text><p>", "unreadable"),
        (b"", "unreadable"),
        (b"<TEI><p>x</p></TEI>", "unsupported-format"),
        (b"<text><p> </p></text>", "empty"),
    ],
)
def test_xml_that_is_no_text_of_txm_is_refused(content: bytes, reason: str) -> None:
    with pytest.raises(RefusedContentError) as refused:
        read_txm_text(content, TODAY)
    assert refused.value.reason == reason


SEEDS = {path.name: path.read_bytes() for name in FILES for path in [FIXTURES / name]}
PIECES = st.one_of(
    st.binary(max_size=8),
    st.sampled_from([b'"', b'""', b";", b",", b"\t", b"\n", b"\r", b"{", b"}", b"[", b"*", b"****\n",
                     b"-*a\n", b"<w>", b"</w>", b"<text>", b"&", b"\x00", b"\xff", b'{"text":'] ),
)  # fmt: skip


@st.composite
def mutated(draw: st.DrawFn) -> tuple[str, bytes]:
    name = draw(st.sampled_from(sorted(SEEDS)))
    content = bytearray(SEEDS[name])
    for _ in range(draw(st.integers(0, 6))):
        start = draw(st.integers(0, len(content)))
        end = min(len(content), start + draw(st.integers(0, 60)))
        content[start:end] = draw(PIECES) * draw(st.integers(1, 3))
    return name, bytes(content)


def parts_of(reader: Callable[[], Iterator[Part]]) -> list[Part]:
    try:
        return list(reader())
    except RefusedContentError:
        return []


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(mutated())
def test_mutated_file_gives_parts_or_a_reason(case: tuple[str, bytes]) -> None:
    name, content = case
    text = content.decode("utf-8", errors="replace")
    readers: list[Callable[[], Iterator[Part]]] = [
        lambda: read_table(text, TODAY, {}),
        lambda: read_json_lines(text.splitlines(), TODAY, {}),
        lambda: read_iramuteq(text, TODAY),
        lambda: read_txm_corpus(content, TODAY),
    ]
    for parts in map(parts_of, readers):
        assert len({part.suffix for part in parts}) == len(parts), name
        for part in parts:
            if isinstance(part.content, Article):
                found = part.content.description.published
                assert found is None or "1950" <= found.date <= TODAY.isoformat()
                assert part.content.text.strip()


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet='a";,\n\r\t', max_size=60))
def test_any_table_is_read_to_its_end(body: str) -> None:
    """Neither a loop nor a lost last row, whatever the quotation marks do."""
    parts = list(read_table(f"titre;texte\nx;y\n{body}\nz;dernier\n", TODAY, {}))
    texts = [p.content.text for p in parts if isinstance(p.content, Article)]
    assert "dernier" in "".join(texts) or any(isinstance(p.content, RefusedContentError) for p in parts)


def seconds(run: Callable[[], object]) -> float:
    start = time.thread_time()
    run()
    return time.thread_time() - start


HOSTILE: dict[str, Callable[[int], Iterator[Part]]] = {
    "quotation marks": lambda n: read_table("titre;texte\n" + '"a;b\n' * n, TODAY, {}),
    "quoted lines": lambda n: read_table('titre;texte\n"a\n' + 'c""\n' * n, TODAY, {}),
    "ragged rows": lambda n: read_table("titre;texte\n" + 'x;"a\nb";c\n' * n, TODAY, {}),
    "digits": lambda n: read_table(f"texte;année\nx;{'1' * 8 * n}\n", TODAY, {}),
    "spaces": lambda n: read_txm_corpus(f"<text>x{' ' * 8 * n}y{chr(10) * n}</text>".encode(), TODAY),
    "words": lambda n: read_txm_corpus(f"<text>{'<w>a</w> ' * n}</text>".encode(), TODAY),
    "markers": lambda n: read_iramuteq("**** *a_b\n" * n, TODAY),
    "stars": lambda n: read_iramuteq("**** " + "*a_b" * n + "\nx", TODAY),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_time_grows_with_the_length_and_not_with_its_square(name: str) -> None:
    small = min(seconds(lambda: list(HOSTILE[name](1_000))) for _ in range(3))
    large = seconds(lambda: list(HOSTILE[name](8_000)))
    assert large < 0.1 + 24 * small  # eight times the length; its square would be 64 times the time
