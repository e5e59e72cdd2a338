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
]


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
        assert after[name]["text"] == document["text"].strip()
        dates = [(d["published"] or {}).get("date") for d in (document, after[name])]
        assert dates[0] == dates[1]
        assert after[name]["metadata"]["id"] == name
        assert len(after[name]["authors"]) == len(document["authors"])
        assert after[name]["language"] == document["language"]
    back.export(tmp_path / "again.txt", "iramuteq")  # all that the format can say of a text is still said
    assert (tmp_path / "again.txt").read_text(encoding="utf-8") == written


@pytest.mark.parametrize("corpus", ["analysed", "odd"])
def test_a_txm_folder_keeps_to_the_rules_and_comes_back(
    corpus: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    workspace: Path = request.getfixturevalue(corpus)
    Workspace(workspace).export(tmp_path / "txm", "txm")
    before = documents(workspace, tmp_path / "a.json")
    assert [row["id"] for row in check_folder(tmp_path / "txm")] == list(before)
    Workspace(tmp_path / "back").ingest(str(tmp_path / "txm"))
    after = documents(tmp_path / "back", tmp_path / "b.json")
    assert set(after) == set(before)
    for name, document in before.items():
        for field in ("title", "authors", "publisher", "source_type", "language", "modified"):
            assert after[name][field] == document[field], (name, field)
        assert after[name]["text"] == document["text"]
        dates = [(d["published"] or {}) for d in (document, after[name])]
        assert [d.get("date") for d in dates] == [dates[0].get("date")] * 2
        assert [d.get("precision") for d in dates] == [dates[0].get("precision")] * 2
        kept = {re.sub("[^a-z0-9]", "", key.lower().replace("è", "e")): value
                for key, value in document["metadata"].items()}  # fmt: skip
        found = {key.lower(): value for key, value in after[name]["metadata"].items()}
        assert {key: found.get(key) or found.get(f"{key}2") for key in kept} == kept


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
