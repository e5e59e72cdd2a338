"""Train `models/fr_cmo_sentences`: `python -m training.sentence_encoder --data FOLDER`.

An English teacher encodes the English side of bilingual pairs; a French student without a transformer learns
to meet its vectors. Five to ten minutes on one core, most of them the teacher's.
"""

import argparse
import json
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from itertools import chain
from pathlib import Path

import numpy as np
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

from training import manifest
from training import pairs as sources
from training.cognates import cognates
from training.corpus import FILES, Corpus, read
from training.french_words import fold, lemmas, words
from training.inputs import require
from training.pairs import Pair
from training.sentence_scores import Scores, score
from training.shipped_model import ship
from training.student import Example, Solver, SolverSettings, Vocabulary
from training.teacher import WEIGHTS_SHA256, Teacher

__all__ = ["main"]

OUTPUT = Path(__file__).parents[1] / "models" / "fr_cmo_sentences"
# How much a text counts, 1 where nothing is said: labels, guessed pairs and English say less of French than a
# translated sentence, a sentence of the field more.
_WEIGHTS = {"esco": 0.1, "lexicon": 0.3, "cognate": 0.3, "english": 0.3, "marketing": 2.0}


def main(arguments: Sequence[str] | None = None) -> None:
    """Train, measure and write the model."""
    options = _options(arguments)
    require("--data", options.data, *FILES)
    with threadpool_limits(1):  # one order of summing, hence the same vectors each time
        _train(options)
    manifest.renew(options.output)


def _train(options: argparse.Namespace) -> None:
    began = time.perf_counter()
    corpus = read(options.data)
    settings = SolverSettings(dimensions=options.dimensions, ridge=options.ridge)
    teacher = Teacher(options.cache)
    english = teacher.words()
    pairs = corpus.training + _guesses(corpus.training, english)
    _say(f"{len(pairs):,} pairs; the teacher reads the English")
    held = [pair.english for pair in chain.from_iterable(corpus.held_out.values())]
    paired = dict.fromkeys(pair.english for pair in pairs)
    texts = list(paired | dict.fromkeys([*sources.descriptions(options.data), *english]))
    place = {text: row for row, text in enumerate(dict.fromkeys([*texts, *held]))}
    goals = _reduced(teacher.encode(list(place)), len(paired), settings.dimensions)
    examples = _examples(pairs, texts, place)
    vocabulary = _vocabulary(examples, corpus, settings)
    _say(f"{len(vocabulary.words):,} words of {vocabulary.parts.shape[1]:,} parts; the student learns")
    table = Solver(examples, goals, vocabulary, settings).solve(_progress)
    _say(ship(table, vocabulary.rows, corpus, options.output))
    held_goals = {name: goals[[place[p.english] for p in found]] for name, found in corpus.held_out.items()}
    scores = score(options.output, options.data, corpus.held_out, held_goals)
    _write_scores(options.output, scores, settings, pairs)
    _say(f"{json.dumps(asdict(scores))}; {time.perf_counter() - began:.0f} s")


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m training.sentence_encoder", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with parallel/, ud/, esco/ and sts/")
    parser.add_argument("--output", type=Path, default=OUTPUT)
    parser.add_argument("--cache", type=Path, help=".npz file that keeps the teacher's vectors between runs")
    parser.add_argument("--dimensions", type=int, default=SolverSettings().dimensions)
    parser.add_argument("--ridge", type=float, default=SolverSettings().ridge)
    return parser.parse_args(arguments)


def _guesses(pairs: Iterable[Pair], english: Iterable[str]) -> list[Pair]:
    known = {fold(pair.french) for pair in pairs if " " not in pair.french}
    return list(cognates(lemmas().values(), {word for word in english if len(word) > 3}, known))  # noqa: PLR2004


def _reduced(vectors: np.ndarray, paired: int, dimensions: int) -> np.ndarray:
    """Return unit vectors in the `dimensions` that keep most of the first `paired` rows (SVD).

    What all texts have in common is taken out first: a sum of words has no constant to learn it with, and
    spends a part of every word on it (PUD translations found: .823 with it, .940 without).
    """
    centred = vectors - vectors[:paired].mean(axis=0)
    centred /= np.linalg.norm(centred, axis=1, keepdims=True)
    first = centred[:paired]
    _, axes = np.linalg.eigh(first.T @ first)
    reduced: np.ndarray = centred @ axes[:, ::-1][:, :dimensions]
    units: np.ndarray = reduced / np.linalg.norm(reduced, axis=1, keepdims=True)
    return units.astype(np.float32)


def _examples(pairs: Sequence[Pair], english: Sequence[str], place: dict[str, int]) -> list[Example]:
    """Return an example per pair, then one per English text: the languages share many groups of letters."""
    french = [Example(pair.french, place[pair.english], _WEIGHTS.get(pair.source, 1.0)) for pair in pairs]
    return french + [Example(text, place[text], _WEIGHTS["english"]) for text in english]


def _vocabulary(examples: Iterable[Example], corpus: Corpus, settings: SolverSettings) -> Vocabulary:
    """Return the words of the examples, then those of other French text and of the table of lemmas."""
    trained = Counter(word for example in examples for word in words(example.text))
    others = {word for text in corpus.french for word in words(text)}
    others |= {form for form in lemmas() if words(form) == [form]}
    return Vocabulary(trained, others, settings)


def _write_scores(output: Path, scores: Scores, settings: SolverSettings, pairs: Sequence[Pair]) -> None:
    counts = dict(sorted(Counter(pair.source for pair in pairs).items()))
    record = {
        "scores": asdict(scores),
        "settings": asdict(settings),
        "pairs": counts,
        "teacher": WEIGHTS_SHA256,
    }
    path = output / "scores.json"
    path.write_text(json.dumps(record, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def _progress(number: int, cosine: float) -> None:
    _say(f"round {number}, mean cosine with the teacher {cosine:.4f}")


def _say(message: str) -> None:
    print(message, flush=True)


if __name__ == "__main__":
    main()
