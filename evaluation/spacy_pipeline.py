"""Score `models/fr_cmo` on Sequoia's test set: `python -m evaluation.spacy_pipeline --data ../shared/data`.

As `spacy benchmark accuracy` does after `spacy convert --merge-subtokens -n 10`: the pipeline gets the text
of ten sentences at a time and makes its own tokens and sentences; a gold token cut otherwise counts as wrong.
A second row gives it one sentence at a time, which `spacy convert` does when it is not told otherwise.
Each figure is then shown beside its floor, and one below it ends with exit code 1. `--detail` adds scores per
feature, relation and part of speech.
"""

import argparse
import json
import os
import statistics
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from evaluation.gate import gate
from training.inputs import require

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Token
    from spacy.training import Example

__all__ = [
    "MODEL",
    "NAME",
    "SENTENCES_PER_DOCUMENT",
    "TEST",
    "accuracy",
    "examples",
    "figures",
    "measure",
    "megabytes",
    "table",
    "with_figures",
    "words_per_second",
]

NAME = "fr_cmo"
MODEL = Path(__file__).parents[1] / "models" / NAME
SENTENCES_PER_DOCUMENT = 10
TEST = "fr_sequoia-ud-test"
_ATTRIBUTES = ("ORTH", "SPACY", "TAG", "POS", "MORPH", "LEMMA", "HEAD", "DEP", "SENT_START")
_SHOWN = {
    "upos": "pos_acc",
    "morph": "morph_acc",
    "uas": "dep_uas",
    "las": "dep_las",
    "lemma": "lemma_acc",
    "sentences_f": "sents_f",
    "tokens_f": "token_f",
}
# Enough text for a steady figure: 30,000 tokens take some seconds.
_TIMED_TOKENS = 30_000
_ROUNDS = 5
_WEAK_RELATIONS = ("obl:arg", "obl:mod", "advcl", "appos", "expl:pass", "conj")
_FIGURES, _END = (
    "<!-- figures of scores.json, written by training.spacy_pipeline -->",
    "<!-- end of figures -->",
)


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the table of scores of the shipped weights and each beside its floor; exit 1 below a floor."""
    options = _options().parse_args(arguments)
    require("--data", options.data, f"ud/{TEST}.conllu")
    require("--model", options.model, "config.cfg", "meta.json")
    scores = measure(options.model, options.data)
    print(table(scores))
    if options.detail:
        print(json.dumps(scores["detail"], indent=1, ensure_ascii=False))
    raise SystemExit(gate(NAME, scores))


def measure(model: Path, data: Path) -> dict[str, Any]:
    """Return scores (shares of 1), their detail, size in MB and words per second of the pipeline in `model`.

    Raises FileNotFoundError when Sequoia's test set is not under `data`/ud.
    """
    import spacy

    nlp = spacy.load(model)
    gold = data / "ud" / f"{TEST}.conllu"
    return {
        "test": TEST,
        **accuracy(nlp, gold, SENTENCES_PER_DOCUMENT),
        "one_sentence": {k: v for k, v in accuracy(nlp, gold, 1).items() if k != "detail"},
        "size_mb": megabytes(model),
        "words_per_second_one_core": round(words_per_second(nlp, gold)),
    }


def megabytes(model: Path) -> float:
    """Return the size of all files in a folder, in millions of bytes."""
    return round(sum(path.stat().st_size for path in model.rglob("*") if path.is_file()) / 1e6, 2)


def examples(nlp: "Language", gold: Path, per_document: int) -> "list[Example]":
    """Return what the pipeline is to be scored on: raw text beside gold annotation, subtokens merged."""
    from spacy.tokens import DocBin
    from spacy.training import Example
    from spacy.training.converters import conllu_to_docs

    text = gold.read_text(encoding="utf-8")
    documents = conllu_to_docs(text, n_sents=per_document, merge_subtokens=True, no_print=True)
    # The converter has a vocabulary of its own, and the scorer looks strings up in the pipeline's.
    gold_documents = DocBin(_ATTRIBUTES, docs=documents).get_docs(nlp.vocab)
    return [Example(nlp.make_doc(document.text), document) for document in gold_documents]


def accuracy(nlp: "Language", gold: Path, per_document: int) -> dict[str, Any]:
    """Return the scores of `nlp` on a CoNLL-U file, `detail` per feature, relation and part of speech."""
    scored = examples(nlp, gold, per_document)
    scores = nlp.evaluate(scored)
    shown = {name: round(float(scores[key]), 4) for name, key in _SHOWN.items()}
    detail = {
        "features": _f(scores["morph_per_feat"]),
        "values": _by_value(nlp, scored),
        "relations": _f(scores["dep_las_per_type"]),
        "parts_of_speech": _recall_by_upos(nlp, scored),
    }
    return {**shown, "documents": len(scored), "detail": detail}


def words_per_second(nlp: "Language", gold: Path) -> float:
    """Return tokens per second of the whole pipeline on one core: the median of five rounds.

    Seconds are those that the process computes, so that other work on the machine does not count.
    """
    from threadpoolctl import threadpool_limits

    texts = [example.text for example in examples(nlp, gold, SENTENCES_PER_DOCUMENT)]
    tokens = sum(len(nlp.make_doc(text)) for text in texts)
    texts *= max(1, _TIMED_TOKENS // tokens)
    speeds = []
    with threadpool_limits(limits=1), _OneCore():
        for _ in range(_ROUNDS):
            start = time.process_time()
            count = sum(len(document) for document in nlp.pipe(texts))
            speeds.append(count / (time.process_time() - start))
    return statistics.median(speeds)


def table(scores: dict[str, Any]) -> str:
    r"""Return the rows that the model card shows.

    >>> half = dict.fromkeys(("upos", "morph", "uas", "las", "lemma", "sentences_f", "tokens_f"), 0.5)
    >>> cost = {"words_per_second_one_core": 9000, "size_mb": 9.5}
    >>> print(table({"test": "t", **half, **cost, "one_sentence": half}).split("\n")[2])
    | t, ten sentences at a time | .500 | .500 | .500 | .500 | .500 | .500 | .500 | 9,000 | 9.5 |
    """
    cost = (f"{scores['words_per_second_one_core']:,}", f"{scores['size_mb']:.1f}")
    return "\n".join(
        (
            "| test | UPOS | morph | UAS | LAS | lemma | sentences F | tokens F | words/s, one core | MB |",
            "|---|---|---|---|---|---|---|---|---|---|",
            _line(f"{scores['test']}, ten sentences at a time", scores, cost),
            _line("the same, one sentence at a time", scores["one_sentence"], ("", "")),
        )
    )


def figures(scores: dict[str, Any]) -> str:
    """Return what the card says in figures: the table, values of Mood and Tense, weak relations."""
    detail = scores["detail"]
    values = ["| value | gold | recall | precision |", "|---|---|---|---|"]
    for name, counts in detail["values"].items():
        precision = _share(counts["right"] / counts["found"]) if counts["found"] else "none found"
        values.append(f"| {name} | {counts['tokens']} | {_share(counts['recall'])} | {precision} |")
    weak = [f"`{name}` {_share(detail['relations'][name])}" for name in _WEAK_RELATIONS]
    return "\n".join(
        (table(scores), "", *values, "", f"Relations that need meaning: F of {', '.join(weak)}.")
    )


def with_figures(card: str, scores: dict[str, Any]) -> str:
    """Return the model card with the figures of `scores` between its two marks."""
    before, _, rest = card.partition(_FIGURES)
    _, mark, after = rest.partition(_END)
    return f"{before}{_FIGURES}\n\n{figures(scores)}\n\n{_END}{after}" if mark else card


def _share(value: float) -> str:
    return f"{value:.3f}".removeprefix("0")


def _line(name: str, scores: dict[str, Any], cost: tuple[str, str]) -> str:
    names = ("upos", "morph", "uas", "las", "lemma", "sentences_f", "tokens_f")
    return f"| {' | '.join((name, *(_share(scores[key]) for key in names), *cost))} |"


class _OneCore:
    """Keep this process on one core of those it may use, where the system lets us choose."""

    def __enter__(self) -> None:
        self._allowed = os.sched_getaffinity(0) if hasattr(os, "sched_getaffinity") else None
        if self._allowed:
            os.sched_setaffinity(0, {min(self._allowed)})

    def __exit__(self, *_: object) -> None:
        if self._allowed:
            os.sched_setaffinity(0, self._allowed)


def _f(scores: dict[str, dict[str, float]] | None) -> dict[str, float]:
    return {name: round(values["f"], 3) for name, values in sorted((scores or {}).items())}


def _pairs(nlp: "Language", scored: "list[Example]") -> "Iterator[tuple[Token, Token | None]]":
    """Yield each gold token with the pipeline's own, None where it cut the text otherwise."""
    from spacy.training import Example

    documents = nlp.pipe(example.text for example in scored)  # evaluate() annotates copies
    for document, given in zip(documents, scored, strict=True):
        example = Example(document, given.reference)
        aligned = example.alignment.x2y
        said = {int(aligned[t.i][0]): t for t in example.predicted if aligned.lengths[t.i] == 1}
        yield from ((token, said.get(token.i)) for token in example.reference)


def _by_value(nlp: "Language", scored: "list[Example]") -> dict[str, dict[str, float]]:
    """Return gold tokens, recall, and how many were found and right, by value of Mood and Tense.

    F of Mood as a whole is that of the indicative, which is nine tenths of it.
    """
    gold, said, right = Counter[str](), Counter[str](), Counter[str]()
    for token, mine in _pairs(nlp, scored):
        for feature in ("Mood", "Tense"):
            wanted = {f"{feature}={value}" for value in token.morph.get(feature)}
            found = {f"{feature}={value}" for value in mine.morph.get(feature)} if mine else set()
            gold.update(wanted)
            said.update(found)
            right.update(wanted & found)
    return {
        value: {
            "tokens": n,
            "recall": round(right[value] / n, 3),
            "found": said[value],
            "right": right[value],
        }
        for value, n in sorted(gold.items())
    }


def _recall_by_upos(nlp: "Language", scored: "list[Example]") -> dict[str, dict[str, float]]:
    """Return, by gold part of speech, the share of gold tokens whose UPOS and whose lemma are right."""
    totals, parts, lemmas = Counter[str](), Counter[str](), Counter[str]()
    for token, mine in _pairs(nlp, scored):
        totals[token.pos_] += 1
        parts[token.pos_] += mine is not None and mine.pos_ == token.pos_
        lemmas[token.pos_] += mine is not None and mine.lemma_ == token.lemma_
    return {
        upos: {"tokens": n, "upos": round(parts[upos] / n, 3), "lemma": round(lemmas[upos] / n, 3)}
        for upos, n in sorted(totals.items())
    }


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m evaluation.spacy_pipeline", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder that holds ud/")
    parser.add_argument("--model", type=Path, default=MODEL, help="default: the shipped models/fr_cmo")
    parser.add_argument("--detail", action="store_true", help="scores per feature, relation, part of speech")
    return parser


if __name__ == "__main__":
    main()
