"""From the student's words to the folder that SentenceTransformer loads."""

import json
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

from training.corpus import Corpus
from training.french_words import lemmas, ligatured, stem, usage, words
from training.shipped_vocabulary import (
    UNKNOWN,
    choose_pieces,
    choose_stems,
    choose_words,
    fit_pieces,
    tokenizer,
)

__all__ = ["ship"]

_WORDS, _STEMS, _PIECES = 24_800, 4_500, 900  # with the tokenizer, 256 dimensions of float16 stay under 16 MB
# Median length of a row: float16 sums 100,000 of them without overflow and keeps the digits of common words.
_LENGTH = 0.5


def ship(table: np.ndarray, rows: Mapping[str, int], corpus: Corpus, output: Path) -> str:
    """Write the model to the folder `output` and return a line that says what it holds.

    `table` (words, d) has the weighted vector of each word of `rows`; the French text of `corpus` says which
    words are worth a row of their own. The others are cut into pieces, whose vectors are fitted here.
    """
    met = _met(corpus, rows)
    chosen = choose_words(met, lemmas().keys() & rows.keys(), usage(), _WORDS)
    held = set(chosen)
    twins = {form: word for form, word in ligatured(corpus.texts()).items() if word in held}
    others = sorted(set(rows) - held)
    families: Counter[str] = Counter()
    for word, count in met.items():
        families[stem(word)] += count
    stems = choose_stems(chosen, others, families, _STEMS)
    pieces = choose_pieces([*chosen, *stems], others, _PIECES)
    entries = [UNKNOWN, *chosen, *twins, *stems, *pieces]
    shipped = table[[rows[word] for word in (*chosen, *twins.values())]]
    means = [table[[rows[word] for word in kin]].mean(axis=0) for kin in stems.values()]
    whole = np.concatenate(
        [np.zeros((1, table.shape[1])), shipped, means, np.zeros((len(pieces), table.shape[1]))]
    )
    cutter = tokenizer(entries)
    filled = fit_pieces(cutter, whole, others, table[[rows[word] for word in others]])
    filled *= _LENGTH / np.median(np.linalg.norm(shipped, axis=1))
    _save(cutter, filled.astype(np.float16), output)
    return f"of {len(met):,} words met {len(shipped):,} rows; {len(stems):,} stems, {len(pieces):,} pieces"


def _met(corpus: Corpus, rows: Mapping[str, int]) -> Counter[str]:
    """Count the words of pairs, and those that other French text has twice or more: once may be a name."""
    paired = Counter(word for pair in corpus.training for word in words(pair.french))
    alone = Counter(word for text in corpus.french for word in words(text))
    paired.update({word: count for word, count in alone.items() if count > 1 or word in paired})
    return Counter({word: count for word, count in paired.items() if word in rows})


def _save(cutter: Tokenizer, table: np.ndarray, output: Path) -> None:
    """Write what SentenceTransformer reads, under the module name that its versions since 3.3 share."""
    from safetensors.numpy import save

    output.mkdir(parents=True, exist_ok=True)
    module = {"idx": 0, "name": "0", "path": "", "type": "sentence_transformers.models.StaticEmbedding"}
    _write_json(output / "modules.json", [module])
    _write_json(output / "config_sentence_transformers.json", {"prompts": {}, "similarity_fn_name": "cosine"})
    cutter.save(str(output / "tokenizer.json"), pretty=False)
    (output / "model.safetensors").write_bytes(save({"embedding.weight": np.ascontiguousarray(table)}))


def _write_json(path: Path, content: object) -> None:
    path.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")
