"""The review of what grammar found beyond the lexicon, written as `cmo-nlp lexicon import` writes it."""

import csv
import tempfile
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import get_args
from urllib.parse import urlencode

from cmo_nlp import lexicons, model_registry
from cmo_nlp.errors import InputError
from cmo_nlp.query import Suggestion, Suggestions, suggest
from cmo_nlp.records import Label
from cmo_nlp.report.pages.wording import file_name
from cmo_nlp.report.view.sources import without_folders
from cmo_nlp.serve.guard import RefusedError
from cmo_nlp.serve.site import Form, Page, Site, Visit

__all__ = ["decide", "review_page"]

_SHOWN = 20
_DECISIONS = ("new", "add", "no")
_COLUMNS = ("decision", "concept_id", "form", "name", "case", "label")
_OWN = "lexicon"
"""the folder of the workspace that takes the decisions where the settings name none."""


@dataclass(frozen=True, slots=True)
class _Proposal:
    """A suggestion with the concept that accepting it would make."""

    found: Suggestion
    identity: str
    case: str


def review_page(visit: Visit) -> Page:
    """Return the commonest forms that no lexicon holds and nobody judged yet."""
    folder = _folder(visit.site)
    label = visit.choice("label", ("skill", "tool", "counterpart"))
    found = _suggestions(visit, folder)
    forms = [one for one in found.forms if not label or one.label == label]
    names = {i: one.name for i, one in visit.readings.listed_concepts.items()}
    return Page("review.html", "review", {
        "proposals": [_proposal(one) for one in forms[:_SHOWN]],
        "found": found,
        "left": len(forms) - len(forms[:_SHOWN]) + found.further,
        "label": label,
        "labels": [one for one in get_args(Label) if one != "title"],
        "names": sorted(names.items(), key=lambda one: one[1].casefold()),
        "own": not visit.site.workspace.settings.annotate.lexicon,
        "done": visit.choice("done", _DECISIONS),
        "form": visit.text("form"),
    })  # fmt: skip


def decide(site: Site, path: Mapping[str, str], form: Form) -> str:  # noqa: ARG001 - as every form is handed over
    """Take one decision into the user's lexicon; return the page of what is left.

    Raises UsageError or InputError where it will not do; the lexicon is then as it was.
    """
    decision = form.text("decision")
    if decision not in _DECISIONS:
        raise RefusedError(HTTPStatus.BAD_REQUEST, "choice")
    row = {name: form.text(name) for name in _COLUMNS}
    if decision == "add":
        row["concept_id"] = form.text("other") or form.text("nearest")
    if decision == "no":
        row["concept_id"] = ""
    with site.lexicon_lock:
        _take(row, _folder(site))
    told = {"done": decision, "form": row["form"], "label": form.text("shown")}
    return f"/review?{urlencode({name: value for name, value in told.items() if value})}"


def _take(row: Mapping[str, str], folder: Path) -> None:
    """Read a table of one line as `lexicon import` reads a file, and write what it adds."""
    base = lexicons.load()
    tables, extension = lexicons.open_folder(folder, base)
    with tempfile.TemporaryDirectory() as place:
        file = Path(place) / "review.csv"
        with file.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, _COLUMNS)
            writer.writeheader()
            writer.writerow(row)
        try:
            review = lexicons.read_review(file, extension, base)
            lexicons.add(tables, base, review.additions)
        except InputError as error:
            told = without_folders(str(error).replace(f"{file}:2: ", ""))
            raise RefusedError(HTTPStatus.UNPROCESSABLE_ENTITY, "review", told) from error


def _folder(site: Site) -> Path:
    """Return the user's lexicon: that of the settings, or one in the workspace."""
    return Path(site.workspace.settings.annotate.lexicon or site.workspace.folder / _OWN)


def _suggestions(visit: Visit, folder: Path) -> Suggestions:
    """Return what `lexicon suggest` returns, kept until the workspace or the lexicon changes."""

    def make() -> Suggestions:
        base = lexicons.load()
        _, extension = lexicons.open_folder(folder, base)
        encoder = model_registry.load_encoder(visit.site.workspace.settings.topics.encoder)
        return suggest(visit.connection, extension.lexicon, encoder, 1, 200)

    return visit.kept.value(("suggestions", _state(folder)), make)


def _state(folder: Path) -> Hashable:
    """Return what changes with each decision: when the tables were written, and how long they are."""
    files = sorted(folder.glob("*.csv")) if folder.is_dir() else []
    return tuple((file.name, (known := file.stat()).st_mtime_ns, known.st_size) for file in files)


def _proposal(found: Suggestion) -> _Proposal:
    case = "exact" if found.form.isupper() or (found.label == "tool" and found.form[:1].isupper()) else "fold"
    return _Proposal(found, f"{found.label}/{file_name('', found.form)}", case)
