"""Mentions, statements and horizons against gold: `python -m evaluation.annotation [--gold DIR --texts DIR]`.

The default gold is that of the sample corpus. Precision, recall and F1 are those of score.py (overlap);
beside them stands a baseline: the lexicon alone, and as statements the sentences that name the role, their
horizon by keyword. Negation and reference year are told on mentions and statements that were found and that
gold has.
"""

import argparse
import contextlib
import dataclasses
import io
import json
import re
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from cmo_nlp import Workspace
from cmo_nlp.settings import AnnotateSettings, Settings
from evaluation import score
from evaluation.gate import gate

__all__ = ["NAME", "evaluate", "main"]

NAME = "annotation"
ROOT = Path(__file__).parents[1]
_ROLE = re.compile(r"directeur|directrice|cmo\b|responsable marketing|patron", re.IGNORECASE)
_FUTURE = re.compile(r"\bdemain\b|\bfutur|\bavenir|d['’]ici|\bdevra|\bsera\b", re.IGNORECASE)
_PAST = re.compile(r"\bautrefois|\bjadis|\bnaguère|\bhier\b|\bétait\b|\bavait\b", re.IGNORECASE)
_MARKETING = re.compile(r"marketing|\bcmo\b", re.IGNORECASE)


def evaluate(gold: Path, texts: Path) -> tuple[dict[str, float], dict[str, float]]:
    """Return the figures of the pipeline and of the baseline on the gold files in a folder."""
    files = sorted(gold.glob("*.json"))
    sources = [str(texts / json.loads(file.read_text(encoding="utf-8"))["file"]) for file in files]
    with tempfile.TemporaryDirectory() as folder:
        full = _export(Path(folder, "full"), sources, AnnotateSettings())
        bare = _export(Path(folder, "bare"), sources, AnnotateSettings(discovery=False))
        bare["statements"] = list(_keyword_statements(bare))
        return _figures(full, files, texts, Path(folder)), _figures(bare, files, texts, Path(folder))


def _export(folder: Path, sources: Sequence[str], annotate: AnnotateSettings) -> dict[str, Any]:
    settings = dataclasses.replace(Settings(), annotate=annotate)
    workspace = Workspace(folder, settings)
    workspace.ingest(*sources)
    workspace.annotate()
    export: dict[str, Any] = json.loads(workspace.export(folder / "e.json").place.read_text(encoding="utf-8"))
    return export


def _keyword_statements(export: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for document in export["documents"]:
        for found in re.finditer(r"[^.!?\n]+[.!?]*", document["text"]):
            sentence = found.group()
            if _ROLE.search(sentence) and _MARKETING.search(sentence):
                horizon = (
                    "future" if _FUTURE.search(sentence) else "past" if _PAST.search(sentence) else "present"
                )
                start = found.start() + len(sentence) - len(sentence.lstrip())
                span = {"start": start, "end": found.end(), "text": sentence.strip()}
                yield {"document_id": document["id"], **span, "horizon": horizon, "reference_year": None}


def _figures(export: Mapping[str, Any], gold: Sequence[Path], texts: Path, scratch: Path) -> dict[str, float]:
    file = scratch / "scored.json"
    file.write_text(json.dumps(export), encoding="utf-8")
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        score.main([str(file), *map(str, gold), "--texts", str(texts), "--json"])
    found = json.loads(printed.getvalue())
    names = {**{f"{label}.overlap": label for label in (*score.LABELS, "pooled", "statement")}}
    figures = {
        f"{name}_{letter}": found[key][letter] for key, name in names.items() for letter in ("p", "r", "f1")
    }
    figures["moved_f1"] = found["horizon.moved"]["f1"]
    figures["future_recall"] = found["horizon.recall.future"] or 0.0
    return figures | _details(export, gold, texts)


def _details(export: Mapping[str, Any], gold: Sequence[Path], texts: Path) -> dict[str, float]:
    """Return how often negation and reference year agree with gold, and what is found of the rare kinds.

    `negation` and `reference_year` are shares of what overlaps; nearly all of it is neither denied nor
    dated, so that saying nothing would do as well. `negated_…`, `dated_recall` and `…_end_to_end` count what
    gold has and we miss, too; their `_n` is over how many.
    """
    negations: list[tuple[bool, bool]] = []  # ours, gold's, where both readers agree
    agreed: list[bool] = []
    years: list[bool] = []
    dated: list[bool] = []
    horizons: dict[str, list[bool]] = {"past": [], "present": [], "future": []}
    documents = {Path(document["source"]).name: document for document in export["documents"]}
    for path in gold:
        marks = json.loads(path.read_text(encoding="utf-8"))
        document = documents[marks["file"]]
        convert = score.aligner((texts / marks["file"]).read_text(encoding="utf-8"), document["text"])
        ours = [mention for mention in export["mentions"] if mention["document_id"] == document["id"]]
        said = [s for s in export["statements"] if s["document_id"] == document["id"]]
        for mention in marks["mentions"]:
            found = _overlapping(
                convert(*mention["spans"][0]), (o for o in ours if o["label"] == mention["label"])
            )
            if len(mention.get("negated", ())) == 1:
                denied = mention["negated"][0]
                negations.append((bool(found and found["negated"]), denied))
                agreed += [found["negated"] == denied] if found else []
        for statement in marks["statements"]:
            found = _overlapping(convert(statement["start"], statement["end"]), said)
            told = statement.get("reference_years", [])
            if found and told:
                years.append(found["reference_year"] in told)
            if told and None not in told:
                dated.append(bool(found and found["reference_year"] in told))
            if statement["required"] and len(statement["horizons"]) == 1:
                horizon = statement["horizons"][0]
                horizons[horizon].append(bool(found and found["horizon"] == horizon))
    rates = {"negation": agreed, "reference_year": years, "dated_recall": dated}
    rates |= {f"{horizon}_end_to_end": found for horizon, found in horizons.items()}
    rates["negated_recall"] = [ours for ours, denied in negations if denied]
    rates["negated_precision"] = [denied for ours, denied in negations if ours]
    return {name: sum(told) / len(told) for name, told in rates.items() if told} | {
        f"{name}_n": float(len(told)) for name, told in rates.items()
    }


def _overlapping(span: tuple[int, int] | None, ours: Sequence[dict[str, Any]]) -> dict[str, Any] | None:
    if span is None:
        return None
    return next((o for o in ours if score.iou((o["start"], o["end"]), span) >= 0.5), None)  # noqa: PLR2004


def main(arguments: Sequence[str] | None = None) -> None:
    """Print both columns; exit 1 below a floor of the default gold."""
    parser = argparse.ArgumentParser(prog="python -m evaluation.annotation", description=__doc__)
    parser.add_argument("--gold", type=Path, default=ROOT / "evaluation" / "gold")
    parser.add_argument("--texts", type=Path, default=ROOT / "corpus" / "sample")
    options = parser.parse_args(arguments)
    ours, baseline = evaluate(options.gold, options.texts)
    print(f"{'':24} {'ours':>6} {'baseline':>9}")
    for name, figure in ours.items():
        print(f"{name:24} {figure:6.3f} {baseline.get(name, float('nan')):9.3f}")
    if options.gold == ROOT / "evaluation" / "gold":
        raise SystemExit(gate(NAME, ours))


if __name__ == "__main__":
    main()
