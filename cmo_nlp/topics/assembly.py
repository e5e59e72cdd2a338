"""BERTopic, assembled from our parts: given vectors, our clusters, our terms, c-TF-IDF in French."""

import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from cmo_nlp.topics.bertopic_import import import_bertopic
from cmo_nlp.topics.candidates import Occurrence
from cmo_nlp.topics.clusters import Clustering, Matrix, cluster

__all__ = ["FittedTopics", "fit_bertopic"]

_SEPARATOR = "\x1f"
"""between terms, which hold blanks; BERTopic joins the documents of a topic with a blank, cut off again."""

_FILLER = "_"
"""a second term for a corpus of one, which BERTopic's c-TF-IDF cannot weigh; no term of ours starts so."""


@dataclass(frozen=True, slots=True)
class FittedTopics:
    """A clustering and what its topics speak of: `weights[topic][key]` is the c-TF-IDF weight of a term."""

    clustering: Clustering
    weights: tuple[dict[str, float], ...]


class _Clusters:
    """Our clustering as BERTopic asks for it: `fit`, then `labels_`."""

    def __init__(self, count: int, seed: int) -> None:
        self.count = count
        self.seed = seed

    def fit(self, vectors: Matrix, y: object = None) -> "_Clusters":  # noqa: ARG002 - BERTopic passes y
        self.clustering = cluster(vectors, self.count, self.seed)
        self.labels_ = self.clustering.labels
        return self


def fit_bertopic(
    terms: Sequence[Sequence[Occurrence]], vectors: Matrix, count: int, seed: int
) -> FittedTopics:
    """Return `count` topics of the units that `terms` and `vectors` (n, d) describe, row by row.

    Class-based TF-IDF (Grootendorst 2022) of term t in topic c: tf(t, c) / |c| × ln(1 + A / f(t)), |c| the
    number of terms of the topic, A its mean over topics, f(t) the count of t in all topics.
    """
    clusters = _Clusters(count, seed)
    model = _assembled(clusters)
    documents = [_SEPARATOR.join(occurrence.key for occurrence in row) + _SEPARATOR for row in terms]
    if len({occurrence.key for row in terms for occurrence in row}) == 1:
        documents[0] += _FILLER + _SEPARATOR
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # pandas and scikit-learn deprecations inside BERTopic
        model.fit_transform(documents, embeddings=vectors)
    return FittedTopics(clusters.clustering, _weights(model, clusters.clustering.labels))


def _assembled(clusters: _Clusters) -> Any:
    bertopic = import_bertopic()
    from bertopic.dimensionality import BaseDimensionalityReduction
    from bertopic.vectorizers import ClassTfidfTransformer
    from sklearn.feature_extraction.text import CountVectorizer

    return bertopic.BERTopic(
        language="french",  # "english", the default, deletes every letter outside A to Z
        umap_model=BaseDimensionalityReduction(),
        hdbscan_model=clusters,
        vectorizer_model=CountVectorizer(analyzer=_split),
        ctfidf_model=ClassTfidfTransformer(),
        verbose=False,
    )


def _split(document: str) -> list[str]:
    return [term for piece in document.split(_SEPARATOR) if (term := piece.strip())]


def _weights(model: Any, labels: np.ndarray) -> tuple[dict[str, float], ...]:
    """Return the weights of our topics, in our numbering: BERTopic numbers topics of one size at will."""
    words = model.vectorizer_model.get_feature_names_out()
    rows = sorted(set(model.topics_))
    weights: dict[int, dict[str, float]] = {}
    for ours, theirs in zip(labels.tolist(), model.topics_, strict=True):
        if ours not in weights:
            row = model.c_tf_idf_[rows.index(theirs)].tocoo()
            weighted = {str(words[i]): float(w) for i, w in zip(row.coords[-1], row.data, strict=True)}
            weights[ours] = {term: weight for term, weight in weighted.items() if term != _FILLER}
    return tuple(weights[topic] for topic in range(labels.max(initial=-1) + 1))
