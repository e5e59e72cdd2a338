"""What is added to the trained pipeline by rule. No code travels with it: all of it is spaCy's own.

`attribute_ruler`s frame the learned components. `sentence_marks` runs before the parser, which keeps to what
it finds: a blank line or a new bullet opens a sentence, a closing mark never does. After the parser,
`word_classes` writes what a form can be where the lemma will stand, and `grammar` mends features and parts of
speech by it. `lemmatizer` reads our tables; `acronyms` then withdraws the lemma of short words in capitals,
which the tables would lower, and `lemmas_as_written` gives those the lemma they are written as.
"""

from typing import TYPE_CHECKING, Any

from training import grammar, tokenizer

if TYPE_CHECKING:
    from pathlib import Path

    from spacy.language import Language
    from spacy.lookups import Lookups
    from thinc.api import Config

__all__ = ["LICENCE", "assemble", "learned", "lemma_marks", "sentence_marks"]

_BULLETS = "•◦▪●■➤►✓→"
_INLINE_BULLETS = "•▪●■"  # nothing else stands between the items of « Missions : • piloter • animer »
_CLOSING = ("»", "”", ")", "]", ",", ";", "!", "?", "…", "%")
_BLANK_LINE = r"\n[^\S\n]*\n|\u2029"
_STOPS = (".", "!", "?", "…", "...")
# Words that are no names: after a stop their capital is that of a sentence.
_OPENING_WORDS = tuple(
    """
    Le La Les L' L’ Un Une Des Ce Cet Cette Ces C' C’ Il Ils Elle Elles On Je J' J’ Nous Vous Tu Mon Ma
    Mes Son Sa Ses Notre Nos Votre Vos Leur Leurs Mais Et Ou Or Donc Car Puis Ensuite Enfin Ainsi Alors
    Aussi Cependant Pourtant Toutefois Dans Pour Par Avec Sans Sur Sous En À A Au Aux De Du D' D’ Depuis
    Dès Après Avant Pendant Entre Chez Selon Si S' S’ Se Quand Lorsque Comme Que Qu' Qu’ Qui Quoi Quel
    Quelle Quels Quelles Où Pourquoi Comment Combien Ne N' N’ Y Tout Tous Toute Toutes Aucun Aucune
    Certains Certaines Plusieurs Chaque Cela Ceci Ça
    """.split()  # noqa: SIM905 a list one word a line would be a hundred lines
)
_TITLES = tuple("M. MM. Mme Mmes Mlle Dr Dr. Pr Pr. Me St. cf. p. ex. n°".split())  # noqa: SIM905

LICENCE = "CC BY-SA 4.0; lemmatizer/, word_classes/ and vocab/{key2row,vectors} LGPL-LR"
_META = {
    "name": "cmo",
    "version": "1.0.0",
    "description": "French syntax, sentences and lemmas for the marketing press",
    "author": "The cmo-nlp contributors",
    "license": LICENCE,
    "spacy_version": ">=3.8.7,<3.9.0",  # tried with the oldest and the newest
    "sources": [
        {"name": "UD French Sequoia (train)", "license": "LGPL-LR"},
        {"name": "UD French GSD (dev)", "license": "CC BY-SA 4.0"},
        {"name": "UD French PUD", "license": "CC BY-SA 3.0"},
        {"name": "UD French FQB", "license": "LGPL-LR"},
        {"name": "spacy-lookups-data, French tables", "license": "MIT"},
    ],
}

# spaCy writes -1 (no sentence starts here) as an unsigned number of 64 bits.
_NEVER = 2**64 - 1
# A longer word in capitals is a word of a heading: of 4 letters or fewer, most are acronyms.
_LONGEST_ACRONYM = 4

# The trainable lemmatizer is trained to be compared with the tables, and beaten by them.
_LEARNED = ("tok2vec", "morphologizer", "parser")

Pattern = dict[str, Any]


def sentence_marks() -> list[Pattern]:
    """Return the patterns that open and forbid sentences before the parser runs.

    Each pattern is tried on each token: with one per opening word instead of sets behind a stop, there were
    700, and they took 79 microseconds a token, as much as everything else together. Now it is 9.
    """
    # Any blanks may stand in a blank line, no-break spaces too.
    gap, line = {"TEXT": {"REGEX": _BLANK_LINE}}, {"TEXT": {"REGEX": r"\n"}}
    opened = [[gap, {"IS_SPACE": False}]]
    listed = [[line, {"ORTH": {"IN": list(_BULLETS)}}]]
    inline = [[{"ORTH": {"IN": list(_INLINE_BULLETS)}}]]
    stops = [[{"ORTH": stop}, {"ORTH": {"IN": list(_OPENING_WORDS)}}] for stop in _STOPS]
    counters = [
        [line, {"TEXT": {"REGEX": counter}}, {"ORTH": {"IN": [".", ")", "/"]}}, {}]
        for counter in (r"^\d{1,2}$", r"^[a-hA-H]$")
    ]
    quoted = [
        [{"ORTH": stop}, {"IS_SPACE": True, "OP": "?"}, {"ORTH": "»"}, {"IS_TITLE": True}] for stop in _STOPS
    ]
    closed = [[{"ORTH": mark}] for mark in _CLOSING]
    named = [[{"ORTH": title}, {"IS_TITLE": True}] for title in _TITLES]
    return [
        {"patterns": closed, "attrs": {"SENT_START": _NEVER}, "index": 0},
        {"patterns": named, "attrs": {"SENT_START": _NEVER}, "index": 1},
        {"patterns": [*opened, *listed, *stops, *counters], "attrs": {"SENT_START": 1}, "index": 1},
        {"patterns": inline, "attrs": {"SENT_START": 1}, "index": 0},
        {"patterns": quoted, "attrs": {"SENT_START": 1}, "index": -1},
        # « 2. » is the number of a sentence, none itself.
        {"patterns": counters, "attrs": {"SENT_START": _NEVER}, "index": 2},
        {"patterns": counters, "attrs": {"SENT_START": _NEVER}, "index": 3},
        # No-break spaces are tokens, and no treebank has any.
        {
            "patterns": [[{"IS_SPACE": True}]],
            "attrs": {"POS": "SPACE", "MORPH": "", "SENT_START": _NEVER},
            "index": 0,
        },
    ]


def lemma_marks() -> list[Pattern]:
    """Return the patterns that leave a lemma open: « CRM », « IA », « B2B », which the tables would lower.

    After a word in capitals they are words of a heading (« MODE D'EMPLOI »), for the tables.
    """
    short = [
        [{"IS_UPPER": False}, {"POS": upos, "IS_UPPER": True, "LENGTH": length}]
        for upos in ("NOUN", "ADJ", "X")
        for length in range(1, _LONGEST_ACRONYM + 1)
    ]
    letter = {"LENGTH": 1, "IS_UPPER": True}  # « C M O »
    spelt = [{"patterns": [[letter] * 3], "attrs": {"LEMMA": ""}, "index": index} for index in range(3)]
    return [{"patterns": short, "attrs": {"LEMMA": ""}, "index": 1}, *spelt]


def learned(folder: "Path") -> "Language":
    """Return the learned components of the pipeline in `folder`, just trained or finished already."""
    import spacy

    pipeline = spacy.util.load_config(folder / "config.cfg")["nlp"]["pipeline"]
    return spacy.load(folder, exclude=[name for name in pipeline if name not in _LEARNED])


def assemble(nlp: "Language", tables: "Lookups", classes: dict[str, str]) -> "Language":
    """Return what `learned` gave with a fresh tokenizer and all that rules and tables add."""
    nlp.tokenizer = tokenizer.mended(nlp)
    _add_ruler(nlp, "sentence_marks", sentence_marks(), before="parser")
    _add_lookup(nlp, "word_classes", classes)
    _add_ruler(nlp, "grammar", grammar.patterns())
    lemmatizer: Any = nlp.add_pipe("lemmatizer", config={"mode": "rule", "overwrite": True})
    lemmatizer.initialize(lookups=tables)
    _add_ruler(nlp, "acronyms", lemma_marks())
    _add_lookup(nlp, "lemmas_as_written", {})
    # The loop noted scores of the development set, with lemmas by edit trees: scores.json has the right ones.
    nlp.meta = {**nlp.meta, **_META, "performance": {}}
    nlp.config = _without_paths(nlp.config)
    return nlp


def _add_ruler(nlp: "Language", name: str, patterns: list[Pattern], **place: str) -> None:
    ruler: Any = nlp.add_pipe("attribute_ruler", name=name, **place)  # type: ignore[arg-type]
    ruler.add_patterns(patterns)


def _add_lookup(nlp: "Language", name: str, table: dict[str, str]) -> None:
    from spacy.lookups import Lookups

    tables = Lookups()
    tables.add_table("lemma_lookup", table)
    lookup: Any = nlp.add_pipe("lemmatizer", name=name, config={"mode": "lookup"})
    lookup.initialize(lookups=tables)


def _without_paths(config: "Config") -> "Config":
    """Return the configuration without what only training reads: places on the machine that trained."""
    cleaned = config.copy()
    for section in ("paths", "corpora", "training", "initialize"):
        cleaned.pop(section, None)
    cleaned["nlp"]["after_creation"] = None
    return cleaned
