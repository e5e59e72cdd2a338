"""Where a competence ends: noun phrases, infinitive phrases and the members of a coordination.

The rules are those of the annotation guide: the shortest phrase that still names the thing; no determiner;
cut before relative clauses, purpose clauses and punctuation; each member of a coordination that can stand
alone is one span.
"""

import re
from collections.abc import Sequence

from cmo_nlp.annotate.closed_classes import DETERMINERS, LINKS, listed
from cmo_nlp.annotate.passages import Word
from cmo_nlp.annotate.verbs import is_infinitive, tense_at

__all__ = [
    "infinitive_end",
    "is_adjective",
    "next_infinitive",
    "next_noun",
    "noun_end",
    "opening",
    "opens_infinitive",
    "skip_clitics",
    "trim",
]

_STOP = listed(
    "qui que qu' dont où lequel laquelle lesquels lesquelles auquel auxquels auxquelles duquel "
    "desquels quand lorsque lorsqu' si comme car puisque puisqu' parce tandis alors mais donc or ni "
    "quoique afin pour via par grâce selon sans ainsi lors chez depuis pendant durant face tel telle "
    "tels telles notamment voire soit sinon plutôt là ici aujourd'hui demain désormais déjà bientôt "
    "dans sous hors malgré dès avant après jusqu' jusque etc il elle on ils elles nous vous n' ne pas "
    "plus non puis ensuite enfin au-delà vis"
)
_COLOURS = re.compile(
    r"^(?:bonn?e?s?|solides?|fort(?:e|es|s)?|réel(?:le|les|s)?|parfaite?s?|grande?s?|excellente?s?|"
    r"véritables?|"
    r"vraie?s?|certaine?s?|meilleure?s?|profonde?s?|fine?s?|nouveaux?|nouvel|nouvelles?|toute?s?|tous|"
    r"quelques|plusieurs|diverse?s?|différente?s?|simples?|même|mêmes|autres?|première?s?|minimum)$"
)
_LAST_COLOURS = re.compile(
    r"^(?:exemplaires?|réel(?:le|s|les)?|solides?|indéniables?|permanente?s?|importante?s?|accrue?s?|"
    r"indispensables?|"
    r"nécessaires?|disponibles?|élevée?s?|minimale?s?|suffisante?s?|réussie?s?|efficaces?|percutante?s?)$"
)
_ADJECTIVE = re.compile(
    r"(?:iques?|el(?:le)?s?|a(?:le|les|l)|aux|i(?:f|ve)s?|eu(?:x|se|ses)|aires?|bles?|antes?|entes?|ants?|"
    r"ents?|[éiu]e?s?|ain(?:e|es|s)?|ine?s?|ienn?e?s?)$"
)
_NOT_ADJECTIVE = re.compile(
    r"(?:ment|tique|ité|marketing|client|clients|talents?|agent|agents|moyens?|lien|liens)$"
    r"|^(?:[vnt]ous|sous|plus|jamais|p?uis|depuis|mais|ici|aussi|ainsi|lui|qui|p?eu|eux|lieu|ceux|deux|"
    r"mieux|du|"
    r"au|aux|là-bas|parmi|hui|oui|vis|via|si|ni|su|vu|tu|ou|où|alors|souvent|comment|avant|devant|pendant|"
    r"durant|"
    r"suivant|quant|maintenant|pourtant|cependant|autant|vont|ont|sont|dans|sans|les|des|ses|ces|mes|est|"
    r"tant|et)$"
)
# « en accélérant », « en ce moment » open an adverbial, « en données » a complement.
_AFTER_EN = re.compile(r"(?:ant|^ce|^cette|^quelques|^\d+)$")
_ADVERB = re.compile(r"(?:al|iv|eus|iqu|ell|bl|air|pid)ement$")
_VERBAL_PREPOSITIONS = listed("avec entre sur vers auprès contre devant")
_CLITICS = listed("s' se le la les l' en y leur lui")
# Seven words take in « compréhension des usages de la data »; twelve an infinitive with two complements.
_NOUN_WORDS, _INFINITIVE_WORDS = 9, 12
_LINKS_AT_MOST = 2
_CLAUSE_WORDS, _OBJECT_WORDS = 9, 3
_UNIVERSAL = listed("tous toutes tout toute")
_OBJECT_CLAUSES = listed("qui que qu' où comment lequel laquelle quoi dont combien quel quelle quels quelles")
_CLAUSE_ENDS = listed(", ; : . ! ? … » ) ( et – — quand lorsque lorsqu' si car")
_REST_WORDS = 15
_SEPARATORS = frozenset({"et", "ou", ",", ";", "/"})
_ENDS_COORDINATION = listed("qui que qu' dont où pour afin parce car si lorsqu' lorsque quand . : ! ? ( mais")


def opening(words: Sequence[Word], i: int) -> int:
    """Return where a noun phrase begins: after articles, prepositions and adjectives that only colour."""
    while i < len(words) and (
        words[i].form in DETERMINERS or words[i].form in LINKS or _COLOURS.match(words[i].form)
    ):
        i += 1
    return i


def noun_end(words: Sequence[Word], i: int) -> int:
    """Return the end of the noun phrase that begins at `i`, with at most two complements."""
    links, j = 0, i
    while j < len(words) and j - i < _NOUN_WORDS:
        if _stops(words, j):
            break
        if words[j].form in LINKS:
            after_and = words[j - 1].form in {"et", "ou"}
            if (links == _LINKS_AT_MOST and not after_and) or opens_infinitive(words, j):
                break
            links += not after_and
        elif (j > i and _is_verb(words, j)) or (
            words[j].form in {"et", "ou"} and not (_joins_adjective(words, j) or _repeats_link(words, i, j))
        ):
            break
        j += 1
    return trim(words, i, j)


def infinitive_end(words: Sequence[Word], i: int) -> int:
    """Return the end of the infinitive phrase that begins at `i`: the verb, its object, one complement."""
    verb = skip_clitics(words, i)
    clause = _object_clause_end(words, verb + 1)
    if clause is not None:
        return clause
    j, pairs = verb + 1, False
    while j < len(words) and j - i < _INFINITIVE_WORDS:
        form = words[j].form
        if (_stops(words, j) and not _opens_place(words, verb, j)) or _is_verb(words, j):
            break
        pairs = pairs or form == "entre"
        if form in {"et", "ou"}:
            if not (pairs or _shares_object(words, verb, j) or _joins_adjective(words, j)):
                break
            pairs = False
        if form in _VERBAL_PREPOSITIONS and j > verb + (1 if form == "devant" else 3):
            break
        j += 1
    return trim(words, i, j)


def _object_clause_end(words: Sequence[Word], i: int) -> int | None:
    """Return the end of the clause at `i` that is the object of a verb: « décider ce qui paraît »."""
    j = i
    while j < len(words) and j < i + 2 and words[j].form in {"à", "de", "dans", "ce"}:
        j += 1
    if (
        j >= len(words)
        or words[j].form not in _OBJECT_CLAUSES
        or (j == i and words[j].form in {"que", "qu'"})
    ):
        return None
    end = j + 1
    while end < len(words) and end - i < _CLAUSE_WORDS and words[end].form not in _CLAUSE_ENDS:
        end += 1
    return end if end > j + 1 else None


def _opens_place(words: Sequence[Word], verb: int, j: int) -> bool:
    """Tell whether « dans » at `j` opens what the verb acts in: « ouvrir dans un monde virtuel ».

    « dans tous les pays » is only how far: it stays outside.
    """
    after = words[j + 1].form if j + 1 < len(words) else ""
    return words[j].form == "dans" and j - verb <= _OBJECT_WORDS and after not in _UNIVERSAL


def next_noun(words: Sequence[Word], end: int) -> int | None:
    """Return where the next noun phrase of the coordination read up to `end` begins, or None."""
    if end >= len(words) or words[end].form not in _SEPARATORS:
        return None
    i = opening(words, _after_separators(words, end + 1))
    if i >= len(words) or _stops(words, i) or is_infinitive(words[i]):
        return None
    goes_on = words[end].form not in {",", ";"} or _list_goes_on(words, i)
    return i if goes_on else None


def next_infinitive(words: Sequence[Word], end: int) -> int | None:
    """Return where the next infinitive of the coordination read up to `end` begins, or None.

    What is left of the member before (« piloter les budgets dans tous les pays, … ») is passed over, but no
    finite verb, relative or purpose clause.
    """
    for k in range(end, min(end + _REST_WORDS, len(words))):
        form = words[k].form
        if form in _ENDS_COORDINATION or (form not in LINKS and _is_verb(words, k)):
            return None
        if form in _SEPARATORS:
            i = _after_separators(words, k + 1)
            verb = skip_clitics(words, i)
            if verb < len(words) and is_infinitive(words[verb]):
                return i
    return None


def _after_separators(words: Sequence[Word], i: int) -> int:
    while i < len(words) and words[i].form in {
        "et",
        "ou",
        "à",
        "de",
        "d'",
        "aussi",
        "même",
        "surtout",
        "enfin",
    }:
        i += 1
    return i


def skip_clitics(words: Sequence[Word], i: int) -> int:
    """Return the index of the verb that the pronouns at `i` lean on (« s'adapter », « les former »)."""
    while i < len(words) and words[i].form in _CLITICS:
        i += 1
    return i


def is_adjective(form: str) -> bool:
    """Tell by its ending whether `form` can be an adjective."""
    if form in _STOP or form in DETERMINERS or form in LINKS:
        return False  # « vous », « plus » and « du » end like « diffus », « connus » and « prévu »
    return _ADJECTIVE.search(form) is not None and _NOT_ADJECTIVE.search(form) is None


def trim(words: Sequence[Word], i: int, j: int) -> int:
    """Return `j` moved back over what cannot end a phrase: articles, prepositions, « et », adverbs."""
    while j > i and (
        words[j - 1].form in DETERMINERS
        or words[j - 1].form in LINKS
        or words[j - 1].form in _VERBAL_PREPOSITIONS
        or words[j - 1].form
        in {"et", "ou", "-", "/", "&", "dans", "aussi", "bien", "moins", "très", "tout", "s'", "se"}
        or (j - i > 1 and _LAST_COLOURS.match(words[j - 1].form))
        or (j - i > 1 and _ADVERB.search(words[j - 1].form))
    ):
        j -= 1
    return j


def _stops(words: Sequence[Word], j: int) -> bool:
    form = words[j].form
    if form in _STOP or (form == "tout" and j + 1 < len(words) and words[j + 1].form == "en"):
        return True
    if form == "en" and j + 1 < len(words) and _AFTER_EN.search(words[j + 1].form):
        return True
    if form in {"-", "/", "&"}:
        return words[j].start != words[j - 1].end and form == "-"
    return not any(c.isalnum() for c in form)


def _is_verb(words: Sequence[Word], j: int) -> bool:
    """Tell whether a finite verb cuts the phrase at `j`.

    Without parts of speech a form like « précise » is taken for a verb only before an article or a pronoun.
    """
    tense = tense_at(words, j)
    if tense is None or words[j].form in LINKS:
        return False
    if words[j].upos or tense != "present" or not words[j].form.endswith("e"):
        return True
    return j + 1 < len(words) and words[j + 1].form in DETERMINERS


def opens_infinitive(words: Sequence[Word], j: int) -> bool:
    """Tell whether an infinitive, with its pronouns, follows the preposition at `j`."""
    verb = skip_clitics(words, j + 1)
    return verb < len(words) and is_infinitive(words[verb])


def _repeats_link(words: Sequence[Word], i: int, j: int) -> bool:
    """Tell whether « et de » at `j` adds a complement to a head that already has one like it.

    « leviers d'acquisition et de fidélisation » is one phrase; « leviers d'acquisition et du CRM » is not.
    """
    if j + 1 >= len(words):
        return False
    links = [w.form for w in words[i:j] if w.form in LINKS]
    bare = {"de", "d'"}
    after = words[j + 1].form
    return bool(links) and after in {"de", "d'", "du", "des"} and (links[-1] in bare) == (after in bare)


def _joins_adjective(words: Sequence[Word], j: int) -> bool:
    """Tell whether « et » at `j` joins two adjectives (« compétences techniques et humaines »)."""
    if j == 0 or j + 1 >= len(words):
        return False
    after = words[j + 2].form if j + 2 < len(words) else ","
    closes = after not in LINKS and (not any(c.isalnum() for c in after) or after in _STOP)
    return is_adjective(words[j - 1].form) and is_adjective(words[j + 1].form) and closes


def _shares_object(words: Sequence[Word], verb: int, j: int) -> bool:
    """Tell whether the infinitive before « et » at `j` shares the next one's object (« gérer et former »)."""
    following = skip_clitics(words, j + 1)
    bare = j == verb + 1
    return (
        bare
        and following + 1 < len(words)
        and is_infinitive(words[following])
        and not _stops(words, following + 1)
    )


def _list_goes_on(words: Sequence[Word], i: int) -> bool:
    """Tell whether a comma, « et », « etc. » or the end of the sentence follows the noun phrase at `i`."""
    end = noun_end(words, i)
    return end > i and (
        end == len(words) or words[end].form in {",", ";", "et", "ou", "etc", "…", ")", ".", "»"}
    )
