"""Whether a text is in the language that was asked for, and what is noted of its language."""

from dataclasses import replace

from cmo_nlp.french import fold, words
from cmo_nlp.ingest.article import RefusedContentError
from cmo_nlp.records import Description

__all__ = ["in_language"]

_NOT_IN = {"fr": "not-french"}
_SURE = 0.8  # confidence; running text of 20 words has .99 in any language, a list of names or figures less
_ENOUGH_WORDS = 20  # French of that length has function words, be it a list of headings
_FUNCTION_WORDS = frozenset({
    "au", "aux", "avec", "ce", "ces", "cette", "chez", "dans", "de", "des", "du", "elle", "en", "est", "et",
    "il", "ils", "je", "la", "le", "les", "leur", "leurs", "mais", "nous", "ou", "par", "pas", "pour", "que",
    "qui", "sa", "sans", "ses", "son", "sont", "sur", "un", "une", "vous",
})  # fmt: skip


def in_language(description: Description, text: str, asked: str) -> Description:
    """Return `description` with the language that `text` shows; refuse what is not the one `asked` for.

    Lists of names and figures look like anything, so that French is only doubted where the language is sure,
    or where none is told and not one French function word stands in the text.
    """
    from cmo_nlp.ingest.language import UNDETERMINED, detect_language

    found = detect_language(text)
    unsure = found.confidence < _SURE
    foreign = found.code == UNDETERMINED and _lacks_function_words(text)
    doubtful = unsure and asked == "fr" and not foreign
    if asked not in {"any", found.code, *found.others} and not doubtful:
        told = "no language that is told" if foreign else found.code
        detail = (
            f"its language is {told}, not {asked} "
            f"(confidence {found.confidence:.2f}; --language any takes it in)"
        )
        raise RefusedContentError(reason=_NOT_IN.get(asked, "other-language"), detail=detail)
    declared = description.language
    noted = {"declared_language": declared} if declared and declared != found.code else {}
    mixed = {"other_languages": ", ".join(f"{code} {share:.0%}" for code, share in found.others.items())}
    unclear = {"unclear_language": f"{found.code} {found.confidence:.2f}"} if unsure else {}
    metadata = {**description.metadata, **noted, **unclear, **(mixed if found.others else {})}
    return replace(description, language=found.code, metadata=metadata)


def _lacks_function_words(text: str) -> bool:
    found = [fold(word.text) for word in words(text)]
    return len(found) >= _ENOUGH_WORDS and _FUNCTION_WORDS.isdisjoint(found)
