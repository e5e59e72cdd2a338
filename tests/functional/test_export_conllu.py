"""CoNLL-U: a checker with the rules of Universal Dependencies, and the way back to texts and mentions."""

import json
import re
from pathlib import Path
from typing import NamedTuple

import pytest

from cmo_nlp import Workspace
from cmo_nlp.export import Selection

TAGS = set(
    "ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X".split(),  # noqa: SIM905
)
FEATURE = re.compile(r"[A-Z0-9][A-Za-z0-9]*(\[[a-z0-9]+\])?=[A-Z0-9][A-Za-z0-9]*(,[A-Z0-9][A-Za-z0-9]*)*")
RELATION = re.compile(r"[a-z]+(:[a-z]+)?")


class Read(NamedTuple):
    """A sentence as it is read back."""

    document: str
    comments: dict[str, str]
    rows: list[list[str]]


def sentences(text: str) -> list[Read]:
    assert text.endswith("\n\n")
    assert "\n\n\n" not in text
    found = []
    document = ""
    for block in text.removesuffix("\n\n").split("\n\n"):
        lines = block.split("\n")
        comments = dict(line[2:].split(" = ", 1) for line in lines if line.startswith("# "))
        document = comments.get("newdoc id", document)
        found.append(Read(document, comments, [line.split("\t") for line in lines if line[0] != "#"]))
    return found


def check(sentence: Read) -> None:
    """Apply the rules of levels 1 and 2 of the validator of Universal Dependencies."""
    rows = sentence.rows
    assert rows
    assert [row[0] for row in rows] == [str(number) for number in range(1, len(rows) + 1)]
    for row in rows:
        assert len(row) == 10
        assert all(cell and cell == cell.strip() and "  " not in cell for cell in row), row
        assert row[3] in TAGS
        features = [] if row[5] == "_" else row[5].split("|")
        assert all(FEATURE.fullmatch(feature) for feature in features), row
        assert features == sorted(features, key=str.lower)
        assert RELATION.fullmatch(row[7]), row
        assert (row[6] == "0") == (row[7] == "root")
        assert 0 <= int(row[6]) <= len(rows)
        assert " " not in row[9]
    assert [row[6] for row in rows].count("0") == 1
    for number in range(1, len(rows) + 1):  # every token leads to the root
        above, steps = number, 0
        while above:
            above, steps = int(rows[above - 1][6]), steps + 1
            assert steps <= len(rows)
    joined = "".join(row[1] + " " * ("SpaceAfter=No" not in row[9].split("|")) for row in rows)
    assert sentence.comments["text"] == joined.rstrip(" ")


def of(row: list[str], name: str) -> str:
    return next((pair.partition("=")[2] for pair in row[9].split("|") if pair.startswith(f"{name}=")), "")


@pytest.mark.parametrize("lexicon_only", [False, True])
def test_the_annotation_keeps_to_universal_dependencies(
    analysed: Path, tmp_path: Path, lexicon_only: bool  # noqa: FBT001
) -> None:  # fmt: skip
    chosen = Selection(lexicon_only=lexicon_only)
    Workspace(analysed).export(tmp_path / "c.conllu", "conllu", selection=chosen)
    export = json.loads((analysed / "export.json").read_text(encoding="utf-8"))
    texts = {document["id"]: document["text"] for document in export["documents"]}
    found = sentences((tmp_path / "c.conllu").read_text(encoding="utf-8"))
    covered: dict[str, set[int]] = {name: set() for name in texts}
    begun = set()
    for sentence in found:
        check(sentence)
        text = texts[sentence.document]
        for row in sentence.rows:
            start, end = map(int, of(row, "TokenRange").split(":"))
            assert re.sub(r"\s", " ", text[start:end]) == row[1]
            covered[sentence.document].update(range(start, end))
            for mark in filter(None, of(row, "Mention").split(",")):
                if mark.startswith("B-"):
                    label, _, concept = mark.removeprefix("B-").partition(":")
                    begun.add((sentence.document, start, label, concept))
    names = [sentence.comments["sent_id"] for sentence in found]
    assert len(set(names)) == len(names)
    for name, text in texts.items():  # nothing is left out in silence
        assert all(i in covered[name] for i, sign in enumerate(text) if not sign.isspace()), name
    wanted = {
        (m["document_id"], m["label"] + "-negated" * m["negated"], m["concept_id"] or "", m["start"])
        for m in export["mentions"]
        if m["origin"] == "lexicon" or not lexicon_only
    }
    assert {(name, label, concept) for name, _, label, concept in begun} == {w[:3] for w in wanted}
    assert len(begun) == len(wanted)
    horizons = [sentence.comments["horizon"] for sentence in found if "horizon" in sentence.comments]
    assert len(horizons) == len(export["statements"])


def test_documents_that_are_not_annotated_leave_an_empty_file(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Le directeur marketing pilote la marque et les budgets. " * 5, "utf-8")
    workspace = Workspace(tmp_path / "w")
    workspace.ingest(str(tmp_path / "a.txt"))
    workspace.export(tmp_path / "c.conllu", "conllu")
    assert (tmp_path / "c.conllu").read_bytes() == b""
