"""From units and their vectors to topics that hold still."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
from scipy.sparse import csr_matrix

from cmo_nlp.records import Assignment, Quotation, Topic, TopicFigures, TopicModel
from cmo_nlp.settings import TopicSettings
from cmo_nlp.topics.assembly import fit_bertopic
from cmo_nlp.topics.candidates import candidate_terms
from cmo_nlp.topics.clusters import (
    OUTSIDE,
    Clustering,
    Labels,
    Matrix,
    cluster_of_sample,
    distinct_count,
    leading,
)
from cmo_nlp.topics.coherence import coherence, diversity, occurrence_matrix, top_terms
from cmo_nlp.topics.content_words import content_terms
from cmo_nlp.topics.granularity import choose_count
from cmo_nlp.topics.labels import Label, label_topics
from cmo_nlp.topics.meaning import Meaning
from cmo_nlp.topics.stability import FEWEST_DOCUMENTS, consensus, drawn_rows, stability
from cmo_nlp.topics.units import Unit

__all__ = ["fit"]

_METHOD = "BERTopic: French sentence vectors beside TF-IDF and SVD, spherical k-means, c-TF-IDF"
_SMALL_CORPUS = 30
"""units; under 30, each topic rests on a handful of passages."""
_DRAWN_PASSAGES = (
    f"moins de {FEWEST_DOCUMENTS} documents : la stabilité est mesurée en tirant des passages, non des "
    "documents ; elle vaut pour ces textes, non pour d’autres"
)

Progress = Callable[[str], None]


def fit(
    units: Sequence[Unit],
    vectors: Matrix,
    settings: TopicSettings,
    progress: Progress | None = None,
    meaning: Meaning | None = None,
) -> TopicModel:
    """Return the topics of `units`, whose `vectors` (n, d) have length 1 or are 0, row by row.

    `meaning` holds their sentence vectors, row by row too, and judges how near a name is to its topic;
    without it only counts do.

    Another order of the units gives the same model: they are sorted first, seeds are pinned, and the
    numerical libraries run on one thread. Every unit has a topic with its probability, or the reason for
    having none: "too-short" (no content word), "outlier" (hardly like any topic). `progress` is told of each
    phase.
    """
    order = sorted(range(len(units)), key=lambda i: (units[i].document_id, units[i].start, units[i].end))
    telling = [i for i in order if units[i].words]
    short = tuple(_unassigned(units[i], "too-short") for i in order if not units[i].words)
    remarks = _remarks_on_size(len(order), len(telling))
    if not telling:
        return TopicModel((), short, remarks)
    kept = [units[i] for i in telling]
    material = _Material(kept, np.asarray(vectors)[telling], meaning and meaning.of(telling))
    model = _fitted(material, settings, progress or _silent)
    everyone = sorted((*model.assignments, *short), key=lambda a: (a.document_id, a.start, a.end))
    return TopicModel(model.topics, tuple(everyone), remarks + model.remarks, model.figures)


class _Material(NamedTuple):
    """Units that have words, sorted, with their vectors (n, d) and what their names are judged by."""

    units: Sequence[Unit]
    vectors: Matrix
    meaning: Meaning | None


def _fitted(material: _Material, settings: TopicSettings, progress: Progress) -> TopicModel:
    progress("choosing the number of topics")
    units, vectors, meaning = material
    counts = occurrence_matrix([content_terms(unit) for unit in units])
    reduced = leading(vectors, settings.topics)
    documents = [unit.document_id for unit in units]
    count, remarks = _count(reduced, counts, np.array(documents), settings)
    progress(f"fitting {count} topics")
    terms = candidate_terms(units)
    fitted = fit_bertopic(terms, reduced, count, settings.seed)
    progress(f"measuring stability over {settings.runs} runs")
    labels = fitted.clustering.labels
    others = _other_runs(reduced, np.array(documents), count, settings)
    held = consensus(labels, others)
    progress("naming the topics")
    names = label_topics(fitted, terms, documents, settings.terms, meaning)
    shares: Sequence[float | None] = stability(labels, others) or [None] * len(names)
    topics = tuple(
        _topic(number, label, share, _central(number, units, fitted.clustering), settings.quotations)
        for number, (label, share) in enumerate(zip(names, shares, strict=True))
    )
    assignments = _assignments(units, fitted.clustering, topics, held)
    if others and len(set(documents)) < FEWEST_DOCUMENTS:
        remarks = (*remarks, _DRAWN_PASSAGES)
    return TopicModel(topics, assignments, remarks, _figures(counts, labels, held, len(others) or None))


def _other_runs(reduced: Matrix, documents: np.ndarray, count: int, settings: TopicSettings) -> list[Labels]:
    """Return the labels of the runs that tell stability, as many as are asked for.

    There are none where there is one topic, which every run would find, or one run, which would tell nothing.
    """
    if count == 1 or settings.runs == 1:
        return []
    seeds = range(settings.seed + 1, settings.seed + settings.runs + 1)
    return [cluster_of_sample(reduced, count, seed, drawn_rows(documents, count, seed)) for seed in seeds]


def _figures(counts: csr_matrix, labels: Labels, held: np.ndarray | None, runs: int | None) -> TopicFigures:
    terms = top_terms(counts, labels)
    fits, different, stays = (
        None if figure is None else round(float(figure), 6)
        for figure in (coherence(counts, terms), diversity(terms), None if held is None else held.mean())
    )
    return TopicFigures(fits, different, stays, runs)


def _silent(_: str) -> None:
    """Take a phase and tell nobody."""


def _count(
    reduced: Matrix, counts: csr_matrix, documents: np.ndarray, settings: TopicSettings
) -> tuple[int, tuple[str, ...]]:
    """Return the number of topics to fit, and a remark where it is not the one asked for."""
    distinct = distinct_count(reduced)
    if distinct == 1 and len(reduced) > 1:
        return 1, (f"les {len(reduced)} passages ont le même contenu : un seul thème",)
    if settings.topics > distinct:
        remark = f"{settings.topics} thèmes demandés, mais {distinct} passages différents seulement"
        return distinct, (remark,)
    chosen = settings.topics or choose_count(reduced, counts, documents, settings.granularity, settings.seed)
    return chosen, ()


def _remarks_on_size(units: int, telling: int) -> tuple[str, ...]:
    if not telling:
        why = "aucun passage n’a de mot plein" if units else "il n’y a aucun passage"
        return (f"pas de thème : {why}",)
    if telling < _SMALL_CORPUS:
        few = "un seul passage" if telling == 1 else f"{telling} passages seulement"
        return (f"{few} : thèmes à lire avec prudence (mieux vaut 30 passages ou plus)",)
    return ()


def _topic(
    number: int, label: Label, stable: float | None, central: Sequence[Unit], quotations: int
) -> Topic:
    """Return the record of a topic whose members are `central`, the most central first."""
    different = {unit.text: unit for unit in reversed(central)}
    quoted = list(different.values())[::-1][:quotations]
    return Topic(
        id=f"topic-{number + 1:02d}",
        name=label.name,
        kind="free",
        theme=None,
        method=_METHOD,
        terms=label.terms,
        segments=len(central),
        documents=len({unit.document_id for unit in central}),
        stability=stable,
        quotations=tuple(Quotation(unit.document_id, unit.start, unit.end) for unit in quoted),
    )


def _central(number: int, units: Sequence[Unit], clustering: Clustering) -> list[Unit]:
    """Return the members of a topic, nearest to its centroid first."""
    similarities = clustering.similarities.round(9).tolist()
    members = np.flatnonzero(clustering.labels == number).tolist()
    return [units[i] for i in sorted(members, key=lambda i: (-similarities[i], i))]


def _assignments(
    units: Sequence[Unit], clustering: Clustering, topics: Sequence[Topic], held: np.ndarray | None
) -> tuple[Assignment, ...]:
    shares: Sequence[float | None] = [None] * len(units) if held is None else held.round(6).tolist()
    probabilities = clustering.probabilities.round(6).tolist()
    return tuple(
        _unassigned(unit, "outlier", share)
        if label == OUTSIDE
        else Assignment(unit.document_id, unit.start, unit.end, topics[label].id, probability, None, share)
        for unit, label, probability, share in zip(
            units, clustering.labels.tolist(), probabilities, shares, strict=True
        )
    )


def _unassigned(unit: Unit, reason: str, share: float | None = None) -> Assignment:
    return Assignment(unit.document_id, unit.start, unit.end, None, None, reason, share)
