"""Corpora for IRaMuTeQ and TXM: a checker with the rules of their formats, and the way back."""

import csv
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from cmo_nlp import Workspace
from cmo_nlp.errors import UsageError
from cmo_nlp.export import Selection

STARRED = re.compile(r"\*[A-Za-z0-9]+_[A-Za-z0-9]+")  # exactly one underscore
HEADER = re.compile(r"[A-Za-z0-9]+")

ODD = [
    {
        "text": "*** Prix* de l’année ***\n-*theme\n" + "Le CMO* tient la marque. " * 8,
        "title": 'Le « prix », dit "CMO"\n2019',
        "publisher": "Les Échos – Week-end",
        "authors": ["Anne Le Goff", "Saïd Karim"],
        "source_type": "press-article",
        "published": "2019-04-02",
        "rubrique": "Médias & pub",
        "thème": "a_b-c",
        "url": "https://exemple.fr/a_b",
    },
    {"text": "Le directeur marketing pilote le budget. " * 6, "published": "2020-11", "title": "Deux"},
    {"text": "La directrice marketing pilote les données. " * 6, "published": "2021", "publisher": "日経"},
    {"text": "-*theme\nElle pilote la marque.\n**** *faux_texte un texte\n" * 8, "published": "2018"},
    {"text": "=SOMME dit la directrice marketing ; elle pilote la marque. " * 5, "date": "bientôt"},
    {
        "text": "   Trois blancs, « ∗ » et « * », *\ufe0e et ∗\ufe0e\ufe0e : elle pilote la marque. " * 6,
        "published": {"date": "2019-05", "precision": "month", "method": "text", "confidence": 0.5},
        "authors": ["Dupont ; Martin", "Durand, Marie"],
        "publisher": "L’Écho des directions",
        "metadata": {
            "publication_date": "2001-01-01",
            "annee": "1999",
            "auteur": "X",
            "editeur": "Faux éditeur",
            "titre": "Faux titre",
            "texte": "Faux texte",
            "names": "n",
            "running_lines": "L’Écho",
            "published": "2002",
            "langue": "en",
            "id": "7",
            "page-s": "3 ; 4",
            "source": "Faux",
        },
    },
    {
        "text": "**** *id_x *source_y\nElle pilote la marque et les budgets. \n**** *id_z *annee_2001\n" * 5,
        "metadata": {"annee": "1999", "mois": "04"},
    },
    {"text": "---\ntitle: Faux titre\n---\n" + "Elle pilote la marque et les budgets. " * 8, "title": "Vrai"},
]
REPRINT = "Le directeur marketing de la maison Garnaud a quitté son poste pour un autre, en ville. " * 12
ODD += [{"text": REPRINT, "published": "2017-01"}, {"text": REPRINT + "Fin.", "published": "2017-02"}]


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a workspace with texts that hold what the formats cannot."""
    folder = tmp_path_factory.mktemp("odd")
    (folder / "a.jsonl").write_text("\n".join(map(json.dumps, ODD)), encoding="utf-8")
    Workspace(folder / "w").ingest(str(folder / "a.jsonl"))
    return folder / "w"


def documents(workspace: Path, file: Path) -> dict[str, dict[str, Any]]:
    Workspace(workspace).export(file, selection=Selection(only=("documents",)), force=True)
    return {document["id"]: document for document in json.loads(file.read_text("utf-8"))["documents"]}


def checked_corpus(text: str) -> Iterator[tuple[list[str], str]]:
    """Yield the variables and the body of each text, by the rules of IRaMuTeQ's own checker."""
    opening = "**** "
    assert text.startswith(opening)  # what stands before the first text is ignored
    for part in re.split(r"^\*{4} ", text, flags=re.MULTILINE)[1:]:
        head, _, body = part.partition("\n")
        variables = head.split(" ")
        assert all(STARRED.fullmatch(variable) for variable in variables), head
        assert "*" not in body
        assert body.strip()  # empty texts are dropped
        yield variables, body


def check_folder(folder: Path) -> list[dict[str, str]]:
    """Return the rows of `metadata.csv`, by the rules of TXM."""
    with (folder / "metadata.csv").open(encoding="utf-8", newline="") as stream:
        lines = stream.read().splitlines()
    assert all(line.startswith('"') and line.endswith('"') for line in lines)  # a row is a line
    head, *rows = csv.reader(lines, strict=True)
    assert head[0] == "id"
    assert all(HEADER.fullmatch(name) for name in head)
    assert len({name.casefold() for name in head}) == len(head)
    assert {path.name for path in folder.iterdir()} == {"metadata.csv", *(f"{row[0]}.txt" for row in rows)}
    for path in folder.glob("*.txt"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", text)  # XML cannot hold them
    return [dict(zip(head, row, strict=True)) for row in rows]


@pytest.mark.parametrize("corpus", ["analysed", "odd"])
def test_an_iramuteq_corpus_keeps_to_the_rules_and_comes_back(
    corpus: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    workspace: Path = request.getfixturevalue(corpus)
    Workspace(workspace).export(tmp_path / "c.txt", "iramuteq")
    written = (tmp_path / "c.txt").read_text(encoding="utf-8")
    before = documents(workspace, tmp_path / "a.json")
    assert [variables[0] for variables, _ in checked_corpus(written)] == [f"*id_{name}" for name in before]
    back = Workspace(tmp_path / "back")
    back.ingest(str(tmp_path / "c.txt"))
    after = documents(tmp_path / "back", tmp_path / "b.json")
    assert set(after) == set(before)  # an id is a digest of the text
    for name, document in before.items():
        assert after[name]["text"] == document["text"]
        dates = [(d["published"] or {}).get("date") for d in (document, after[name])]
        assert dates[0] == dates[1]
        assert after[name]["metadata"]["id"] == name
        assert len(after[name]["authors"]) == len(document["authors"])
        assert after[name]["language"] == document["language"]
    back.export(tmp_path / "again.txt", "iramuteq")  # all that the format can say of a text is still said
    assert (tmp_path / "again.txt").read_text(encoding="utf-8") == written
    whole = Workspace(tmp_path / "whole")
    report = whole.ingest(str(tmp_path / "c.txt"), metadata=tmp_path / "c.metadata.csv")
    assert not report.remarks
    assert_same(before, documents(tmp_path / "whole", tmp_path / "d.json"))


def assert_same(before: dict[str, dict[str, Any]], after: dict[str, dict[str, Any]]) -> None:
    """All that is known of a text is the same but where it was found, and where its pages begin."""
    elsewhere = {"source": "", "sources": [], "pages": None, "role_mentions": None}
    assert set(after) == set(before)
    for name, document in before.items():
        assert after[name] | elsewhere == document | elsewhere


def test_reprints_and_fields_of_machines_are_told(analysed: Path, odd: Path, tmp_path: Path) -> None:
    exported = Workspace(odd).export(tmp_path / "c.txt", "iramuteq")
    known = documents(odd, tmp_path / "a.json")
    found = {}
    for variables, _ in checked_corpus((tmp_path / "c.txt").read_text(encoding="utf-8")):
        said = dict(variable[1:].split("_") for variable in variables)
        found[said["id"]] = said
        assert "runninglines" not in said
    family = {name: document["family"] for name, document in known.items() if document["family"]}
    assert len(family) == 2
    assert {name: said["famille"] for name, said in found.items() if "famille" in said} == family
    reprints = {name for name, of in family.items() if name != of}
    assert {name for name, said in found.items() if said["reprise"] == "oui"} == reprints
    assert exported.remark == (
        "with c.metadata.csv for ingest --metadata; fields of machines are no variables: running_lines,"
        " unclear_language, warnings"
    )
    Workspace(odd).export(tmp_path / "txm", "txm")
    rows = {row["id"]: row for row in check_folder(tmp_path / "txm")}
    assert {name for name, row in rows.items() if row["reprint"] == "yes"} == reprints
    assert {name: row["family"] for name, row in rows.items() if row["family"]} == family
    for name, document in known.items():
        assert rows[name]["year"] == ((document["published"] or {}).get("date") or "")[:4]
    Workspace(analysed).export(tmp_path / "s.txt", "iramuteq")
    text = (tmp_path / "s.txt").read_text(encoding="utf-8")
    assert not re.search(r"^\*{4}.*\*(?:producer|created|rules|wordcount|draft)_", text, flags=re.MULTILINE)
    assert re.search(r"^\*{4}.*\*rubrique_", text, flags=re.MULTILINE)


def test_a_table_of_ours_that_somebody_edited_is_believed(odd: Path, tmp_path: Path) -> None:
    Workspace(odd).export(tmp_path / "txm", "txm")
    table = tmp_path / "txm" / "metadata.csv"
    rows = list(csv.reader(table.read_text(encoding="utf-8").splitlines()))
    by = {name: number for number, name in enumerate(rows[0])}
    identity = rows[1][0]
    rows[1][by["date"]], rows[1][by["datemethod"]], rows[1][by["dateconfidence"]] = "2011-03", "", ""
    rows[1][by["dateprecision"]] = ""
    rows[1][by["author"]], rows[1][by["names"]] = "Anne; Zoé", "pas du JSON"
    rows[2][by["date"]] = "demain"
    with table.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows(rows)
    Workspace(tmp_path / "back").ingest(str(tmp_path / "txm"))
    after = documents(tmp_path / "back", tmp_path / "b.json")
    assert after[identity]["published"] == {
        "date": "2011-03", "precision": "month", "method": "sidecar", "confidence": 1.0,
    }  # fmt: skip
    assert after[identity]["authors"] == ["Anne", "Zoé"]
    assert after[rows[2][0]]["published"] is None


@pytest.mark.parametrize("corpus", ["analysed", "odd"])
def test_a_txm_folder_keeps_to_the_rules_and_comes_back(
    corpus: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    workspace: Path = request.getfixturevalue(corpus)
    Workspace(workspace).export(tmp_path / "txm", "txm")
    before = documents(workspace, tmp_path / "a.json")
    assert [row["id"] for row in check_folder(tmp_path / "txm")] == list(before)
    Workspace(tmp_path / "back").ingest(str(tmp_path / "txm"))
    assert_same(before, documents(tmp_path / "back", tmp_path / "b.json"))


def test_what_a_corpus_cannot_leave_out_is_told(odd: Path, tmp_path: Path) -> None:
    for style in ("iramuteq", "txm", "conllu"):
        with pytest.raises(UsageError, match="holds the texts themselves"):
            Workspace(odd).export(tmp_path / "x", style, selection=Selection(quotation_words=5))
        with pytest.raises(UsageError, match="has no parts to choose from"):
            Workspace(odd).export(tmp_path / "x", style, selection=Selection(only=("topics",)))
    with pytest.raises(UsageError, match="holds no mentions"):
        Workspace(odd).export(tmp_path / "x", "txm", selection=Selection(lexicon_only=True))
    Workspace(odd).export(tmp_path / "x.txt", "iramuteq", selection=Selection(since="2020"))
    assert len(list(checked_corpus((tmp_path / "x.txt").read_text(encoding="utf-8")))) == 2
