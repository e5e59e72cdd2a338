"""A table of discovered forms that somebody reviewed, turned into additions to a user's lexicon.

Every line is judged before any is taken: one bad line, and nothing is.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal, NamedTuple, get_args

from cmo_nlp.errors import InputError
from cmo_nlp.lexicons.additions import Additions
from cmo_nlp.lexicons.loader import Lexicon
from cmo_nlp.lexicons.marks import dead_mark
from cmo_nlp.lexicons.tables import (
    Row,
    both_needed,
    check_met,
    fold,
    label_of_id,
    named_rows,
    one_of,
    refuse,
    says_something,
)
from cmo_nlp.lexicons.user import Extension
from cmo_nlp.lexicons.ways import Way, ways
from cmo_nlp.records import Concept, ConceptForm, Label

__all__ = ["NEEDED", "Review", "read_review"]

NEEDED = ("decision", "concept_id", "form")
Decision = Literal["add", "new", "no", ""]
_DISCOVERED: tuple[Label, ...] = ("skill", "tool", "counterpart")


@dataclass(frozen=True, slots=True)
class Review:
    """What a reviewed table adds, and how many lines add no form.

    `held` say what the lexicon holds already, `refused` were answered with no, which the additions remember,
    `open` have no decision yet.
    """

    additions: Additions
    held: int
    refused: int
    open: int


class _Line(NamedTuple):
    """A line that was decided: where it stands, whether its concept is new, under which name.

    `label` is what the line says the form is, None where it does not; that of its concept counts before it.
    """

    place: str
    decision: Decision
    name: str
    form: ConceptForm
    label: Label | None


def read_review(file: Path, extension: Extension, base: Lexicon) -> Review:
    """Return what a reviewed table adds to a user's lexicon, which `extension` is, over `base`.

    Columns that are not known are passed over. Raises InputError, naming file and line of the first bad line
    and the lines of the others, for a decision that is none, an add to a concept that is not there, a new
    concept that is, an empty form, and a form that the user's lexicon or another line gives another concept.
    """
    lines, bad = [], []
    for row in named_rows(file, NEEDED):
        try:
            lines.append(_line(row))
        except InputError as error:
            bad.append((row.place, str(error)))
    adding = [line for line in lines if line.decision in {"add", "new"}]
    refused = [line for line in lines if line.decision == "no"]
    bad += _problems(adding, extension, base)
    if bad:
        raise InputError(_told(bad))
    made = _review(adding, extension, refused=len(refused), undecided=len(lines) - len(adding) - len(refused))
    return replace(made, additions=replace(made.additions, refused=_refused(refused, extension.lexicon)))


def _refused(lines: list[_Line], lexicon: Lexicon) -> tuple[tuple[Label, str], ...]:
    """Return the label and form of each line answered with no, once; both labels where none is told."""
    known = {(label, fold(form)) for label, form in lexicon.refused}
    added: dict[tuple[Label, str], str] = {}
    for line in lines:
        labels = (line.label,) if line.label else _DISCOVERED
        for label in labels:
            if says_something(line.form.form) and (label, fold(line.form.form)) not in known:
                added.setdefault((label, fold(line.form.form)), line.form.form)
    return tuple((label, form) for (label, _), form in added.items())


def _told(bad: list[tuple[str, str]]) -> str:
    """Return the first of several bad lines, and the numbers of the others."""
    numbers = {int(place.rsplit(":", maxsplit=1)[1]): what for place, what in reversed(bad)}
    first, *others = sorted(numbers)
    more = f" (bad lines beside it: {', '.join(map(str, others))})" if others else ""
    return f"{numbers[first]}{more}; nothing was taken"


def _line(row: Row) -> _Line:
    cells = {name: " ".join((cell or "").split()) for name, cell in row.cells.items()}
    decision = cells["decision"].lower()
    known = next((d for d in get_args(Decision) if d == decision), None)
    if known is None:
        refuse(row.place, f"unknown decision {cells['decision']!r}; write add, new, no, or nothing yet")
    if known in {"add", "new"}:
        _check_cells(row.place, cells, known)
    elif known == "" and cells["concept_id"]:
        refuse(row.place, f"no decision beside {cells['concept_id']}; write add, new or no")
    tidy = Row(row.place, {"language": "fr", "case": "fold", **{k: v for k, v in cells.items() if v}})
    language: Literal["fr", "en"] = one_of(tidy, "language", ("fr", "en"))
    case: Literal["fold", "exact", "context"] = one_of(tidy, "case", ("fold", "exact", "context"))
    form = ConceptForm(cells["concept_id"], cells["form"], language, case)
    label = next((one for one in get_args(Label) if one == cells.get("label")), None)
    return _Line(row.place, known, cells.get("name") or cells["form"], form, label)


def _check_cells(place: str, cells: dict[str, str], decision: str) -> None:
    if not fold(cells["form"]):
        refuse(place, "empty form; write the form, or no as the decision")
    check_met(place, cells["form"])
    if label_of_id(cells["concept_id"]) is None:
        refuse(
            place,
            f"the concept_id {cells['concept_id']!r} will not do beside {decision}; "
            "write skill/, tool/, title/ or counterpart/ and small letters, digits, hyphens",
        )  # fmt: skip


def _problems(lines: list[_Line], extension: Extension, base: Lexicon) -> Iterator[tuple[str, str]]:
    """Yield (place, what is wrong) for each line that does not fit the lexicon or another line."""
    concepts = extension.lexicon.concepts
    made: dict[str, _Line] = {}
    for line in lines:
        if line.decision == "new":
            wrong = _wrong_concept(line, made, concepts.get(line.form.concept_id), base)
            if wrong:
                yield line.place, f"{line.place}: {wrong}"
            made.setdefault(line.form.concept_id, line)
    for line in lines:
        identity = line.form.concept_id
        if line.decision == "add" and identity not in concepts and identity not in made:
            yield line.place, f"{line.place}: the concept {identity!r} is unknown; write new to make it"
    yield from _clashes([*lines, *map(_named, made.values())], extension)


def _named(line: _Line) -> _Line:
    """Return the line of a new concept as one that gives its name, which is a form by itself."""
    return line._replace(form=ConceptForm(line.form.concept_id, line.name, "fr", "fold"))


def _clashes(lines: Iterable[_Line], extension: Extension) -> Iterator[tuple[str, str]]:
    """Yield (place, what is wrong) for each form that is another concept's, or switched off."""
    by_way = Lexicon(extension.lexicon.concepts, extension.own, "").by_way()
    own: dict[tuple[str, Way], list[ConceptForm]] = {(*key,): forms for key, forms in by_way.items()}
    off = {(form.concept_id, way) for form in extension.off for way in ways(form.form)}
    seen: dict[tuple[str, Way], _Line] = {}
    for line in lines:
        form, met = line.form, ways(line.form.form)
        keys = [(_label(line), way) for way in met]
        other = next((f for key in keys for f in own.get(key, []) if not _fits(line, f)), None)
        before = next((seen[key] for key in keys if key in seen and not _fits(line, seen[key].form)), None)
        if any((form.concept_id, way) in off for way in met):
            what = f"{form.form!r} of {form.concept_id} is off in your lexicon; remove that line there"
            yield line.place, f"{line.place}: {what}"
        elif other:
            yield line.place, f"{line.place}: {_clash(form, other)} in your lexicon; change one of the two"
        elif before:
            yield line.place, f"{line.place}: {_clash(form, before.form)} at {before.place}; keep one"
        for key in keys:
            seen.setdefault(key, line)


def _fits(line: _Line, form: ConceptForm) -> bool:
    """Whether a line agrees with a form; the name of a concept bows to what is listed of the same words."""
    is_name = line.decision == "new" and line.form.form == line.name
    return _agree(line.form, form) or (is_name and line.form.concept_id == form.concept_id)


def _wrong_concept(line: _Line, made: dict[str, _Line], there: Concept | None, base: Lexicon) -> str:
    identity = line.form.concept_id
    if identity in made:
        return f"{identity} is new at {made[identity].place} too; write add"
    mark = dead_mark(line.name)
    if mark:
        return f"no match runs across « {mark} » of the name {line.name!r}; write it without"
    if identity in base.concepts or (there and there.name != line.name):
        return f"{identity} is there already; write add, or another id"
    return ""


def _agree(one: ConceptForm, other: ConceptForm) -> bool:
    """Whether two forms of the same words say the same, or are two spellings of one concept."""
    same = (one.concept_id, one.case) == (other.concept_id, other.case)
    return same or both_needed(one, other)


def _clash(one: ConceptForm, other: ConceptForm) -> str:
    return f"{one.form!r} is {other.form!r} ({other.case}) of {other.concept_id}"


def _label(line: _Line) -> str:
    return line.form.concept_id.split("/", maxsplit=1)[0]


def _review(lines: list[_Line], extension: Extension, *, refused: int, undecided: int) -> Review:
    lexicon = extension.lexicon
    concepts = [_concept(line) for line in lines if line.decision == "new"]
    concepts = [c for c in concepts if c.id not in lexicon.concepts]
    names = {(c.id, fold(c.name), "fold") for c in concepts}
    held = {_meaning(form) for form in lexicon.forms}
    forms, nothing = [], 0
    for line in lines:
        if _meaning(line.form) in held:
            nothing += 1
        elif (line.form.concept_id, fold(line.form.form), line.form.case) not in names:
            forms.append(line.form)
        held.add(_meaning(line.form))
    return Review(Additions(tuple(concepts), tuple(forms)), nothing, refused, undecided)


def _concept(line: _Line) -> Concept:
    label = label_of_id(line.form.concept_id)
    assert label is not None  # noqa: S101 - _check_cells saw to it
    return Concept(line.form.concept_id, label, line.name, "", None, ())


def _meaning(form: ConceptForm) -> tuple[str, str, str]:
    """Return what makes two forms one: as written where case counts, folded where it does not."""
    written = form.form if form.case == "exact" else fold(form.form)
    return form.concept_id, written, form.case
