"""Train `models/fr_cmo`: `python -m training.spacy_pipeline --data ../shared/data`.

Treebanks are harmonised and laid out as the press lays out text; the French lemma tables give word vectors
and the tables of the lemmatizer; Sequoia's development set chooses the weights, its test set measures them.
One thread and the fixed seed give the same weights again on the same machine.
"""

import argparse
import hashlib
import json
import random
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from evaluation import spacy_pipeline as spacy_evaluation
from training import (
    augmentation,
    feminines,
    finishing,
    lemmas,
    lexicon,
    manifest,
    output_folder,
    tokenizer,
    treebanks,
    word_classes,
)  # fmt: skip

if TYPE_CHECKING:
    from spacy.language import Language

SEED = 20  # of the layouts; the seed of the weights is in the configuration
CONFIG = Path(__file__).with_name("spacy_pipeline.cfg")
# How often each treebank is read per pass, each time laid out anew. Sequoia is the reference; FQB is nothing
# but questions.
COPIES = {"fr_sequoia-ud-train": 4, "fr_gsd-ud-dev": 2, "fr_pud-ud-test": 2, "fr_fqb-ud-test": 1}
_LGPLLR = ("fr_sequoia-ud-train", "fr_fqb-ud-test")
_PLAIN = 0.35  # share of documents left as the treebank sets them

Treebanks = dict[str, list[treebanks.Sentence]]


def main(arguments: Sequence[str] | None = None) -> None:
    """Train, finish, measure and save; a fault in the arguments is told in one line."""
    options = _options().parse_args(arguments)
    folder = options.data / "ud"
    missing = [
        name
        for name in (*treebanks.TRAIN, treebanks.DEV, treebanks.TEST)
        if not _file(folder, name).is_file()
    ]
    if missing:
        sys.exit(f"no treebank {missing[0]!r} in {folder}: give the folder that holds ud/ with --data")
    output_folder.require_model_or_nothing(options.output)
    from threadpoolctl import threadpool_limits

    sentences = read(folder)
    with tempfile.TemporaryDirectory() as scratch, threadpool_limits(1):
        trained = options.output
        if not options.finish_only:
            train(sentences, Path(scratch), max_steps=options.max_steps)
            trained = Path(scratch) / "trained" / "model-best"
        finish(sentences, trained, options.output)
    print("measuring", flush=True)
    scores = spacy_evaluation.measure(options.output, options.data)
    scores["sha256"] = {
        name: _checksum(folder, name) for name in (*treebanks.TRAIN, treebanks.DEV, treebanks.TEST)
    }
    (options.output / "scores.json").write_text(json.dumps(scores, indent=1) + "\n", encoding="utf-8")
    card = options.output / "README.md"
    if card.is_file():
        card.write_text(
            spacy_evaluation.with_figures(card.read_text(encoding="utf-8"), scores), encoding="utf-8"
        )
    print(spacy_evaluation.table(scores))
    manifest.renew(options.output)


def read(folder: Path) -> Treebanks:
    """Return the harmonised training sets and Sequoia's development set, by name."""
    print("reading treebanks", flush=True)
    raw = {name: treebanks.read(_file(folder, name)) for name in (*treebanks.TRAIN, treebanks.DEV)}
    # PUD alone does not tell kinds of obliques apart: it has nothing to teach about them.
    told = [s for name in treebanks.TRAIN if not name.startswith("fr_pud") for s in raw[name]]
    reference = treebanks.Reference.of(raw[treebanks.REFERENCE], told)
    return {name: treebanks.harmonise(name, found, reference) for name, found in raw.items()}


def train(sentences: Treebanks, scratch: Path, *, max_steps: int | None = None) -> None:
    """Write training documents, word vectors and `trained/model-best` under `scratch`."""
    from spacy import util
    from spacy.training.initialize import init_nlp
    from spacy.training.loop import train as run

    _write_documents(sentences, scratch)
    print("building word vectors from the lemma tables", flush=True)
    _write_base(scratch / "base")
    overrides: dict[str, Any] = {
        "paths.train": str(scratch / "train.spacy"),
        "paths.dev": str(scratch / "dev.spacy"),
        "paths.base": str(scratch / "base"),
    }
    if max_steps is not None:
        overrides["training.max_steps"] = max_steps
    config = util.load_config(CONFIG, overrides=overrides, interpolate=False)
    nlp = init_nlp(config, use_gpu=-1)
    (scratch / "trained").mkdir()
    run(nlp, scratch / "trained", use_gpu=-1, stdout=sys.stdout, stderr=sys.stderr)


def finish(sentences: Treebanks, trained: Path, output: Path) -> None:
    """Add what rules and tables give to the components learned in `trained`; card and licence stay."""
    print("building lemma tables", flush=True)
    # Entries come from LGPL-LR sources alone, so that the tables have one licence (docs/decisions).
    observed = lemmas.observe(s for name in _LGPLLR for s in sentences[name])
    counted = lemmas.observe(s for name in treebanks.TRAIN for s in sentences[name])
    known = lexicon.mended(lexicon.analyses())
    complete = feminines.with_feminines(known)
    tables = lemmas.lookups(complete, observed, counted)
    classes = word_classes.classes(complete, feminines.adjectives(known))
    nlp = finishing.assemble(finishing.learned(trained), tables, classes)
    output_folder.replace(output, nlp.to_disk)


def _write_documents(sentences: Treebanks, scratch: Path) -> None:
    from spacy.tokens import DocBin
    from spacy.vocab import Vocab

    vocab, rng = Vocab(), random.Random(SEED)  # noqa: S311 a seed, no secret
    documents = []
    prose = {name: list(treebanks.documents(sentences[name], 1)) for name in COPIES}
    for copy in range(max(COPIES.values())):
        for name in (name for name, copies in COPIES.items() if copy < copies):
            plain = 1.0 if copy == 0 and name == treebanks.REFERENCE else _PLAIN
            documents.extend(augmentation.layouts(prose[name], vocab, rng, plain=plain))
    rng.shuffle(documents)
    attributes = ["ORTH", "SPACY", "TAG", "POS", "MORPH", "LEMMA", "HEAD", "DEP", "SENT_START"]
    DocBin(attributes, docs=documents).to_disk(scratch / "train.spacy")
    dev = treebanks.documents(sentences[treebanks.DEV], spacy_evaluation.SENTENCES_PER_DOCUMENT)
    DocBin(attributes, docs=dev).to_disk(scratch / "dev.spacy")
    print(f"{len(documents)} training documents, {sum(map(len, documents))} tokens", flush=True)


def _write_base(folder: Path) -> "Language":
    import spacy

    nlp = spacy.blank("fr")
    tokenizer.mend(nlp)
    nlp.vocab.vectors = lexicon.vectors(nlp.vocab, lexicon.analyses())
    nlp.to_disk(folder)
    return nlp


def _file(folder: Path, name: str) -> Path:
    return folder / f"{name}.conllu"


def _checksum(folder: Path, name: str) -> str:
    return hashlib.sha256(_file(folder, name).read_bytes()).hexdigest()


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m training.spacy_pipeline", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder that holds ud/")
    parser.add_argument("--output", type=Path, default=spacy_evaluation.MODEL, help="default: models/fr_cmo")
    parser.add_argument("--max-steps", type=int, help="stop earlier than the configuration says (a trial)")
    parser.add_argument(
        "--finish-only", action="store_true", help="keep the weights of --output and make the rest again"
    )
    return parser


if __name__ == "__main__":
    main()
