"""Guided themes: named beforehand, so that they are found as such and compared between corpora.

A passage speaks of a theme where its meaning is near and words of the theme stand in it. Neither is enough
alone: many a passage holds one such word and is about something else, and so are many that are merely near.
"""

import dataclasses
import re
import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
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
from cmo_nlp.topics.clusters import unit_rows
from cmo_nlp.topics.units import Unit

__all__ = [
    "EncodedThemes",
    "Theme",
    "add_themes",
    "background",
    "encode_themes",
    "read_themes",
    "theme_scores",
    "theme_texts",
]

_METHOD = "guided: cosine of sentence vectors and seed words"
_SEED_WEIGHT = 0.08
"""what a point of evidence adds to the cosine: a phrase or an acronym has two, another word one. On our
sample the median cosine to a theme is -0.02 in passages without a seed of it, 0.09 with one point, 0.17 with
two or more; other passages spread around theirs by 0.11."""
_MOST_POINTS = 4
_PHRASE_POINTS = 2
_NO_SEED = -2
_PARTS = ("name", "seeds", "text")
_PARTS_OF_NAME = re.compile(r"\s+et\s+|\s*[,;:/–—()]\s*")


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

    @property
    def said(self) -> tuple[str, ...]:
        """Its seeds, and what its name says by itself: each part that is a phrase or an acronym.

        A single word counts only where there is no seed: that of a name is often one of the whole field.

        >>> Theme("Prix, médias payants et RGPD", ("tarif",)).said
        ('tarif', 'médias payants', 'RGPD')
        """
        parts = [part for part in _PARTS_OF_NAME.split(self.name) if any(words(part))]
        telling = [part for part in parts if not self.seeds or _is_strong(part)]
        known = {_keys(seed) for seed in self.seeds}
        return (*self.seeds, *(part for part in dict.fromkeys(telling) if _keys(part) not in known))


@dataclass(frozen=True, slots=True)
class EncodedThemes:
    """Themes with their `vectors` (themes, d), those of the `shipped` list and of the `background`."""

    themes: tuple[Theme, ...]
    vectors: np.ndarray
    shipped: np.ndarray
    background: np.ndarray


def theme_texts(themes: Sequence[Theme]) -> list[str]:
    """Return the texts whose vectors guided themes need: their own, the shipped list's, the background's."""
    if not themes:
        return []
    return [theme.passage for theme in (*themes, *read_themes("shipped"))] + list(background())


def encode_themes(themes: Sequence[Theme], encode: Callable[[Sequence[str]], np.ndarray]) -> EncodedThemes:
    """Return `themes` with all vectors that finding them takes, by `encode`."""
    vectors = encode(theme_texts(themes))
    known, ordinary = len(themes), len(vectors) - len(background())
    return EncodedThemes(tuple(themes), vectors[:known], vectors[known:ordinary], vectors[ordinary:])


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
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        msg = f"cannot read the themes in {choice}: {getattr(error, 'strerror', None) or error}"
        raise InputError(msg) from error
    return _checked(choice, tables)


def _checked(choice: str, tables: dict[str, Any]) -> tuple[Theme, ...]:
    rows = tables.get("theme")
    if rows == []:
        msg = f"{choice} lists no theme; to leave themes out: --themes none"
        raise InputError(msg)
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


def background() -> tuple[str, ...]:
    """Return ordinary passages of the field, one of each document of our sample corpus (CC0).

    What they have in common, prose on marketing, is taken away from every passage before it is compared.
    """
    text = files("cmo_nlp.topics").joinpath("background_fr.txt").read_text(encoding="utf-8")
    return tuple(text.splitlines())


def theme_scores(units: Sequence[Unit], sentences: np.ndarray, themes: EncodedThemes) -> np.ndarray:
    """Return how far each unit (rows) speaks of each theme (columns), at most 1.

    `sentences` (units, d) are the vectors of the units. Definition: the cosine of the vector of the unit,
    less the mean of the background's, and that of the theme, less the mean of the shipped themes', plus 0.08
    per point of evidence. A different seed that stands in the unit gives one point, a phrase or an acronym
    two, four at most; none at all costs two. The score of a passage depends neither on the corpus that it
    stands in nor on the other themes that are listed; another encoder changes it.
    """
    own = themes.vectors - themes.shipped.mean(axis=0)
    cosines = unit_rows(sentences.astype(np.float64) - themes.background.mean(axis=0)) @ unit_rows(own).T
    points = _points(units, themes.themes)
    return np.asarray(np.minimum(cosines + _SEED_WEIGHT * np.where(points > 0, points, _NO_SEED), 1.0))


def _points(units: Sequence[Unit], themes: Sequence[Theme]) -> np.ndarray:
    seeds: defaultdict[str, list[tuple[tuple[str, ...], int, int]]] = defaultdict(list)
    for number, theme in enumerate(themes):
        for seed in theme.said:
            keys = _keys(seed)
            seeds[keys[0]].append((keys, number, _PHRASE_POINTS if _is_strong(seed) else 1))
    points = np.zeros((len(units), len(themes)))
    for row, unit in enumerate(units):
        for _, number, worth in set(_found(_keys(unit.text), seeds)):
            points[row, number] += worth
    return np.minimum(points, _MOST_POINTS)


def _is_strong(seed: str) -> bool:
    return len(_keys(seed)) > 1 or seed.isupper()


def _keys(text: str) -> tuple[str, ...]:
    return tuple(search_keys(word.text)[0] for word in words(text))


def _found(
    keys: tuple[str, ...], seeds: dict[str, list[tuple[tuple[str, ...], int, int]]]
) -> Iterator[tuple[tuple[str, ...], int, int]]:
    for place, key in enumerate(keys):
        for seed in seeds.get(key, ()):
            if keys[place : place + len(seed[0])] == seed[0]:
                yield seed


def add_themes(
    model: TopicModel,
    units: Sequence[Unit],
    sentences: np.ndarray,
    encoded: EncodedThemes,
    settings: TopicSettings,
) -> TopicModel:
    """Return `model` with a guided topic per theme, also those that no unit speaks of, and its assignments.

    `sentences` (units, d) and the vectors of the themes come from one encoder.
    """
    themes = encoded.themes
    if not themes or not units:
        return model
    scores = theme_scores(units, sentences, encoded).round(6)
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
