"""spaCy's French tokenizer, mended where the press and the treebanks disagree with it.

The rules are data: they are saved inside the pipeline, and loading it needs nothing of this package.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokenizer import Tokenizer

__all__ = ["WHOLE", "mend", "mended"]

_APOSTROPHES = ("'", "’")
# One word each in Sequoia, whatever the apostrophe. « C M O » stays three tokens: a token that holds spaces
# would be found by no search of words.
WHOLE = (
    "aujourd'hui", "quelqu'un", "quelqu'une", "l'on", "presqu'île", "c'est-à-dire",
    "prud'homme", "prud'hommes", "prud'homal", "prud'homale", "prud'homaux", "prud'homales",
    "celui-ci", "celle-ci", "ceux-ci", "celles-ci", "celui-là", "celle-là", "ceux-là", "celles-là",
    "au-delà", "au-dessus", "au-dessous", "ci-dessus", "ci-dessous", "ci-après", "ci-contre", "peut-être",
    "week-end", "soi-disant", "rendez-vous", "chez-soi", "je-ne-sais-quoi", "va-t-en-guerre", "tête-à-tête",
    "J.-C.", "av.", "apr.", "etc.", "cf.", "ex.", "p.ex.", "env.", "tél.", "resp.", "dir.", "éd.",
    "chap.", "fig.", "al.", "vs.", "Pr.", "Me.", "Mmes", "Cie.", "Inc.", "Corp.", "Ltd.", "S.A.", "U.S.",
    "°C", "°F",
)  # fmt: skip
# A longer piece of text without a space is no word, and cutting it sign by sign takes time in its square.
_LONGEST = 400
_CLITICS = "ce|elles?|en|eux|ils?|je|la|les?|leur|lui|là|moi|nous|on|toi|tu|vous|y"
_INVERTED = "ils?|elles?|on"


def mended(nlp: "Language") -> "Tokenizer":
    """Return spaCy's French tokenizer with our rules, over the vocabulary of `nlp`."""
    import spacy

    fresh = spacy.blank("fr", vocab=nlp.vocab)
    mend(fresh)
    return fresh.tokenizer


def mend(nlp: "Language") -> None:
    """Replace the rules of the tokenizer of `nlp`, in place."""
    import re

    from spacy.lang.char_classes import ALPHA, ALPHA_LOWER, ALPHA_UPPER, HYPHENS
    from spacy.lang.fr import punctuation
    from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex

    opens = rf"{ALPHA}0-9\"«“(\["
    cuts_compounds = f"(?<=[{ALPHA}])(?:{HYPHENS})(?=[{ALPHA}])"
    prefixes = [
        *punctuation.TOKENIZER_PREFIXES,
        rf"(?:[cdjlmnstCDJLMNST]|[Qq]u|[Jj]usqu|[Ll]orsqu|[Pp]uisqu)['’](?=[{opens}])",
        r"[•◦▪‣●○■□➤►▶✓✔→·‑–—]+",
    ]
    suffixes = [
        *punctuation.TOKENIZER_SUFFIXES,
        rf"(?<=[{ALPHA}])[-‑]t[-‑](?:{_INVERTED})",
        rf"(?<=[{ALPHA}])[-‑](?:{_CLITICS})",
        r"(?<=[\])»”\"])\.",
        rf"(?<=[{ALPHA_LOWER}0-9][{ALPHA_UPPER}])\.",
        r"(?<=[€$£])\.",
        r"(?<=[A-Z]/[A-Z])\.",
        r"(?<=[0-9])°[CF]?",
        r"(?<=[0-9])h",
    ]
    infixes = [
        # « e-mailing », « C-level », « politico-financier » are one word in Sequoia; only a dash cuts.
        *(rule for rule in punctuation.TOKENIZER_INFIXES if rule != cuts_compounds),
        rf"(?<=[{ALPHA}0-9])(?:–|—|--|---|——)(?=[{ALPHA}])",
        rf"(?<=[{ALPHA}]['’])(?=[{opens}])",
        r"(?<=[0-9])h(?=[0-9])",
        r"[•▪●■]",
    ]
    matched = (
        r"(?:^[A-Z](?:/[A-Z])+(?:/n)?(?:-\w+)?$)"  # « A/B » of « l'A/B testing », « A/B/n », « A/B-testing »
        r"|(?:^[2-6]G(?:/[2-6]G)*$)"  # no grams: the network « 5G »
        rf"|(?:^\S{{{_LONGEST},}}$)"
        r"|(?:^[A-Z]*[IVX]+[a-z]?/[IVX]+[a-z]?$)"  # « GPIIb/IIIa »
        rf"|(?:^[{ALPHA}]+\([{ALPHA}]{{1,4}}\)s?$)"  # « directeur(rice)s »
        rf"|(?:^[{ALPHA}]+-[dl]['’][{ALPHA}]+$)"  # « main-d'œuvre »
    )
    nlp.tokenizer.prefix_search = compile_prefix_regex(prefixes).search
    nlp.tokenizer.suffix_search = compile_suffix_regex(suffixes).search
    nlp.tokenizer.infix_finditer = compile_infix_regex(infixes).finditer
    nlp.tokenizer.token_match = re.compile(matched).match
    _add_special_cases(nlp.tokenizer)


def _add_special_cases(tokens: "Tokenizer") -> None:
    # spaCy cuts « a-t-il » in three; the treebanks write « a », « -t-il ».
    tokens.rules = {form: case for form, case in tokens.rules.items() if "-t-" not in form.lower()}
    for word in WHOLE:
        for form in {word, word[0].upper() + word[1:], word.upper() if "-" in word or "'" in word else word}:
            for apostrophe in _APOSTROPHES:
                written = form.replace("'", apostrophe)
                tokens.add_special_case(written, [{"ORTH": written}])
    tokens.add_special_case("h.", [{"ORTH": "h"}, {"ORTH": "."}])
