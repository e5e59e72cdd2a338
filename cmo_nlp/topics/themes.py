"""Guided themes: named beforehand, so that they are found as such and compared between corpora.

A passage speaks of a theme where its meaning is near and words of the theme stand in it. Neither is enough
alone: of the passages of our sample that hold one seed word by chance most are about something else, and of
those that are merely near, half are.
"""

import dataclasses
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np

from cmo_nlp.errors import InputError
from cmo_nlp.french import fold, search_keys, words
from cmo_nlp.records import Assignment, Quotation, Topic, TopicModel
from cmo_nlp.settings import TopicSettings
from cmo_nlp.topics.class_terms import class_terms
from cmo_nlp.topics.units import Unit

__all__ = ["Theme", "add_themes", "read_themes", "theme_scores"]

_METHOD = "guided: cosine of sentence vectors and seed words"
_SEED_WEIGHT = 0.08
"""what a point of evidence adds to the cosine: a phrase or an acronym has two, another word one. Between
passages with no seed of a theme and those with two, the median cosine rises by 0.18 on our sample."""
_MOST_POINTS = 4
_PHRASE_POINTS = 2
_PARTS = ("name", "seeds", "text")


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme with a French `name`, the `seeds` that speak of it, and what it is about, or ""."""

    name: str
    seeds: tuple[str, ...]
    text: str = ""

    @property
    def id(self) -> str:
        """Its identity in every corpus.

        >>> Theme("Relation CMO–DSI", ()).id
        'theme-relation-cmo-dsi'
        """
        letters = "".join(char if char.isalnum() else " " for char in fold(self.name))
        return "-".join(["theme", *letters.split()])

    @property
    def passage(self) -> str:
        """What its vector is made from."""
        return " ".join(
            filter(None, (f"{self.name}.", f"{', '.join(self.seeds)}." if self.seeds else "", self.text))
        )


def read_themes(choice: str) -> tuple[Theme, ...]:
    """Return the themes that `choice` means: "shipped", "none", or those of a TOML file.

    Raises InputError, in one line, for a file that cannot be read or that holds no themes in our form.
    """
    if choice == "none":
        return ()
    try:
        if choice == "shipped":
            text = files("cmo_nlp.topics").joinpath("themes_fr.toml").read_text(encoding="utf-8")
        else:
            text = Path(choice).read_text(encoding="utf-8-sig")
        tables = tomllib.loads(text)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        msg = f"cannot read the themes in {choice}: {error}"
        raise InputError(msg) from error
    return _checked(choice, tables)


def _checked(choice: str, tables: dict[str, Any]) -> tuple[Theme, ...]:
    rows = tables.get("theme")
    if set(tables) != {"theme"} or not isinstance(rows, list):
        msg = f'{choice} holds no themes: each is a table [[theme]] with name = "…" and seeds = ["…", "…"]'
        raise InputError(msg)
    themes = tuple(_theme(choice, number, row) for number, row in enumerate(rows, 1))
    seen: dict[str, str] = {}
    for theme in themes:
        if theme.id in seen:
            msg = f"{choice}: two themes are called {theme.name!r} and {seen[theme.id]!r}; rename one"
            raise InputError(msg)
        seen[theme.id] = theme.name
    return themes


def _theme(choice: str, number: int, row: Any) -> Theme:
    known = isinstance(row, dict) and set(row) <= set(_PARTS)
    name, seeds, text = (
        (row.get(part, default) for part, default in zip(_PARTS, ("", [], ""), strict=True))
        if known
        else ("", [], "")
    )
    listed = isinstance(seeds, list) and all(isinstance(seed, str) and any(words(seed)) for seed in seeds)
    named = isinstance(name, str) and any(char.isalnum() for char in name)
    if not (known and named and listed and isinstance(text, str) and (seeds or text.strip())):
        msg = f"{choice}: theme {number} needs a name, and seeds (a list of words) or a text; nothing else"
        raise InputError(msg)
    return Theme(" ".join(name.split()), tuple(seeds), text.strip())


def theme_scores(
    units: Sequence[Unit], sentences: np.ndarray, themes: Sequence[Theme], theme_vectors: np.ndarray
) -> np.ndarray:
    """Return how far each unit (rows) speaks of each theme (columns), at most 1.

    Definition: the cosine of the sentence vector of the unit and that of the theme, both less the mean vector
    of the themes (so that what all themes share, the field itself, tells nothing), plus 0.08 per point of
    evidence. A different seed that stands in the unit gives one point, a phrase or an acronym two, four at
    most; none at all costs one. Another corpus does not change the score of a passage; another list of themes
    or another encoder does.
    """
    centre = theme_vectors.mean(axis=0) if len(themes) > 1 else np.zeros(theme_vectors.shape[1])
    cosines = _unit_rows(sentences.astype(np.float64) - centre) @ _unit_rows(theme_vectors - centre).T
    points = _points(units, themes)
    return np.asarray(np.minimum(cosines + _SEED_WEIGHT * np.where(points > 0, points, -1), 1.0))


def _unit_rows(rows: np.ndarray) -> np.ndarray:
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(np.divide(rows, lengths, out=np.zeros_like(rows), where=lengths > 0))


def _points(units: Sequence[Unit], themes: Sequence[Theme]) -> np.ndarray:
    seeds: defaultdict[str, list[tuple[tuple[str, ...], int, int]]] = defaultdict(list)
    for number, theme in enumerate(themes):
        for seed in theme.seeds:
            keys = _keys(seed)
            strong = len(keys) > 1 or seed.isupper()
            seeds[keys[0]].append((keys, number, _PHRASE_POINTS if strong else 1))
    points = np.zeros((len(units), len(themes)))
    for row, unit in enumerate(units):
        for _, number, worth in set(_found(_keys(unit.text), seeds)):
            points[row, number] += worth
    return np.minimum(points, _MOST_POINTS)


def _keys(text: str) -> tuple[str, ...]:
    return tuple(search_keys(word.text)[0] for word in words(text))


def _found(
    keys: tuple[str, ...], seeds: dict[str, list[tuple[tuple[str, ...], int, int]]]
) -> Iterator[tuple[tuple[str, ...], int, int]]:
    for place, key in enumerate(keys):
        for seed in seeds.get(key, ()):
            if keys[place : place + len(seed[0])] == seed[0]:
                yield seed


def add_themes(  # noqa: PLR0913, PLR0917 - units, vectors and themes go in pairs
    model: TopicModel,
    units: Sequence[Unit],
    sentences: np.ndarray,
    themes: Sequence[Theme],
    theme_vectors: np.ndarray,
    settings: TopicSettings,
) -> TopicModel:
    """Return `model` with a guided topic per theme, also those that no unit speaks of, and its assignments.

    `sentences` (units, d) and `theme_vectors` (themes, d) come from one encoder.
    """
    if not themes or not units:
        return model
    scores = theme_scores(units, sentences, themes, theme_vectors).round(6)
    members = [_by_score(scores[:, number], units, settings.theme_score) for number in range(len(themes))]
    found = sorted({row for rows in members for row in rows})
    place = {row: i for i, row in enumerate(found)}
    terms = class_terms(
        [units[row] for row in found], [[place[r] for r in rows] for rows in members], settings.terms
    )
    topics = [
        _topic(theme, [units[row] for row in rows], shown, settings.quotations)
        for theme, rows, shown in zip(themes, members, terms, strict=True)
    ]
    guided = [
        Assignment(
            units[row].document_id,
            units[row].start,
            units[row].end,
            topic.id,
            float(scores[row, number]),
            None,
        )
        for number, (topic, rows) in enumerate(zip(topics, members, strict=True))
        for row in rows
    ]
    everything = sorted(
        (*model.assignments, *guided), key=lambda a: _place_of(a, guided=a.topic_id in {t.id for t in topics})
    )
    return dataclasses.replace(model, topics=(*model.topics, *topics), assignments=tuple(everything))


def _place_of(a: Assignment, *, guided: bool) -> tuple[str, int, int, bool, str]:
    return a.document_id, a.start, a.end, guided, a.topic_id or ""


def _by_score(scores: np.ndarray, units: Sequence[Unit], least: float) -> list[int]:
    """Return the rows that reach `least`, the surest first."""
    rows = np.flatnonzero(scores >= least).tolist()
    return sorted(rows, key=lambda i: (-scores[i], units[i].document_id, units[i].start))


def _topic(
    theme: Theme, members: Sequence[Unit], terms: tuple[tuple[str, float], ...], quotations: int
) -> Topic:
    """Return the record of a theme whose members are `members`, the surest first."""
    different = {unit.text: unit for unit in reversed(members)}
    quoted = list(different.values())[::-1][:quotations]
    return Topic(
        id=theme.id,
        name=theme.name,
        kind="guided",
        theme=theme.name,
        method=_METHOD,
        terms=terms,
        segments=len(members),
        documents=len({unit.document_id for unit in members}),
        stability=None,
        quotations=tuple(Quotation(unit.document_id, unit.start, unit.end) for unit in quoted),
    )
