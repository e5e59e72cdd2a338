"""Things, tests and counts in the words of a language."""

import re

from cmo_nlp.french import fold
from cmo_nlp.records import Change, Topic, TopicFigures
from cmo_nlp.report.pages.language import Language
from cmo_nlp.report.summary import Half
from cmo_nlp.report.view.evidence import Quotes, shortened
from cmo_nlp.report.view.readings import Thing

__all__ = [
    "certainty", "effect", "file_name", "half", "left_out", "name_language", "name_of", "reason",
    "stability", "verdict", "what",
]  # fmt: skip

_REASONS = {
    "fewer than two periods": "one_period",
    "in no document": "nowhere",
    "in every document": "everywhere",
    "found in too few": "too_few",
    "no outlet has": "not_comparable",
    "no document speaks": "no_pairs",
    "the periods separate": "separated",
    "one of the two": "no_profile",
    "at one of the plausible": "unbounded",
}
_LONGEST_FILE_NAME = 60


def name_of(thing: Thing, language: Language) -> str:
    """Return what a thing is called: in English where the lexicon has an English name."""
    if thing.kind == "horizon":
        return language.t(f"speaking_of.{thing.id}")
    return shortened(thing.name_en if language.code == "en" and thing.name_en else thing.name)


def name_language(thing: Thing, language: Language) -> str:
    """Return the language of what `name_of` returns; "" where the words are the page's own."""
    if thing.kind == "horizon":
        return ""
    return "en" if language.code == "en" and thing.name_en else "fr"


def what(thing: Thing, language: Language) -> str:
    """Return what sort of thing it is."""
    return language.t(f"what.{thing.what}")


def file_name(prefix: str, name: str) -> str:
    """Return a file name without ending, of ASCII letters, digits and hyphens.

    >>> file_name("evolution", "L’IA & les <données>")
    'evolution-l-ia-les-donnees'
    """
    slug = re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-")
    return f"{prefix}-{slug}"[:_LONGEST_FILE_NAME].strip("-")


def verdict(change: Change, language: Language) -> str:
    """Return which way a thing went, or that no change is established."""
    clock = "spoken" if change.clock == "horizon" else change.test
    at = language.period(change.change_point) if change.change_point else ""
    return language.t(f"verdict.{clock}.{change.direction}", at=at)


def effect(change: Change, language: Language) -> str:
    """Return the odds ratio with its interval, "" where there is none."""
    if change.effect is None:
        return ""
    clock = "spoken" if change.clock == "horizon" else change.test
    at = language.period(change.change_point) if change.change_point else ""
    odds = f"{language.number(change.effect, 2)} {language.interval(change.low, change.high)}"
    return language.t(f"effect.{clock}", odds=odds, at=at)


def certainty(change: Change | None, language: Language) -> str:
    """Return the q-value, or why there is none."""
    if change is None:
        return language.t("test.none")
    if change.q is None:
        return language.t("test.untested", reason=reason(change.reason or "", language))
    return language.t("test.q", q=language.probability(change.q))


def reason(english: str, language: Language) -> str:
    """Return why a statistic is null."""
    key = next((key for start, key in _REASONS.items() if english.startswith(start)), None)
    return language.t(f"null.{key}") if key else english


def half(of: Half, language: Language) -> str:
    """Return n of N documents and the periods that they are of."""
    return language.t("half", n=of.n, k=of.n, total=of.N, span=language.span(of.first, of.last))


def left_out(quotes: Quotes, thing: Thing, language: Language) -> str:
    """Return how many documents are not quoted and what shows them, "" where none is."""
    if quotes.left_out <= 0:
        return ""
    return language.t("quote.more", n=quotes.left_out, id=thing.id)


def stability(topic: Topic, figures: TopicFigures | None, language: Language) -> str:
    """Return how far a topic holds."""
    if topic.stability is None:
        return language.t("topics.no_stability")
    if figures and figures.runs:
        back = round(topic.stability * figures.runs)
        told = language.t("topics.came_back", back=back, n=figures.runs)
    else:
        told = language.t("topics.stability", share=language.share(topic.stability))
    return told + language.t("topics.unstable") if topic.is_unstable else told
