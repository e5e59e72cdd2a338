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
    "is_action",
    "is_adjective",
    "is_cut_by_verb",
    "noun_end",
    "opening",
    "opens_infinitive",
    "skip_clitics",
    "stops",
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
    r"nécessaires?|disponibles?|élevée?s?|minimale?s?|suffisante?s?|réussie?s?|efficaces?|percutante?s?|"
    r"appréciée?s?|souhaitée?s?|exigée?s?|requise?s?|obligatoires?|bienvenue?s?|demandée?s?)$"
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
_ACTION = re.compile(
    r"(?:[ts]ion|ment|age)s?$|^(?:suivi|mise|choix|gestion|analyse|étude|mesure|conduite)s?$"
)
_ADVERB = re.compile(r"(?:al|iv|eus|iqu|ell|bl|air|pid)ement$")
_VERBAL_PREPOSITIONS = listed("avec entre sur vers auprès contre devant")
_CLITICS = listed("s' se le la les l' en y leur lui")
# Seven words take in « compréhension des usages de la data »; twelve an infinitive with two complements.
_NOUN_WORDS, _INFINITIVE_WORDS = 9, 12
_LINKS_AT_MOST = 2
_CLAUSE_WORDS, _OBJECT_WORDS = 9, 3
_NUMBERS = listed("un une deux trois quatre cinq six sept huit dix vingt plusieurs quelques chaque")
_DURATIONS = listed(
    "an ans année années mois semaine semaines jour jours heure heures minute minutes matin matinée soir "
    "fois trimestre lundi mardi mercredi jeudi vendredi"
)
_CONTRACTED = listed("des du un une")
_SHARED_WORDS = 18
_GOES_ON = listed(", ; : . ! ? … » ) et ou avec pour par dans sur puis")
_UNIVERSAL = listed("tous toutes tout toute")
_OBJECT_CLAUSES = listed("qui que qu' où comment lequel laquelle quoi dont combien quel quelle quels quelles")
_CLAUSE_ENDS = listed(", ; : . ! ? … » ) ( et – — quand lorsque lorsqu' si car")


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
        if stops(words, j):
            break
        if words[j].form in LINKS:
            after_and = words[j - 1].form in {"et", "ou"}
            if (links == _LINKS_AT_MOST and not after_and) or opens_infinitive(words, j):
                break
            links += not after_and
        elif (j > i and is_cut_by_verb(words, j)) or (
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
        if (stops(words, j) and not _opens_place(words, verb, j)) or is_cut_by_verb(words, j):
            break
        pairs = pairs or form == "entre"
        if form in {"et", "ou"}:
            if not (pairs or _shares_object(words, verb, j) or _joins_adjective(words, j)):
                break
            pairs = False
        if form in _VERBAL_PREPOSITIONS and j > verb + (1 if form == "devant" else 3):
            break
        if j > verb and _opens_duration(words, j):
            break
        j += 1
    return _with_more_objects(words, verb, trim(words, i, j))


def _opens_noun(words: Sequence[Word], i: int) -> bool:
    """Tell whether a determiner at `i` opens a noun phrase: « et la PLV », not « et les exploiter »."""
    return words[i].form in DETERMINERS and i + 1 < len(words) and not is_infinitive(words[i + 1])


def _opens_duration(words: Sequence[Word], j: int) -> bool:
    """Tell whether « une heure », « deux fois par an » at `j` says for how long or how often."""
    return (
        (words[j].form in _NUMBERS or words[j].form.isdigit())
        and j + 1 < len(words)
        and words[j + 1].form in _DURATIONS
    )


def _with_more_objects(words: Sequence[Word], verb: int, end: int) -> int:
    """Return the end of the objects that share the verb: « préparer les cycles, les textes et la PLV ».

    Only the verb makes a competence of them: they stay in its phrase. Each opens with a determiner, and the
    last one with « et » or « ou »; without that the comma ends the phrase.
    """
    opens = verb + 1 < end and words[verb + 1].form in DETERMINERS | _CONTRACTED
    last = end
    while opens and last + 1 < len(words) and last - verb < _SHARED_WORDS:
        mark = words[last].form
        if mark not in {",", "et", "ou"} or not _opens_noun(words, last + 1):
            break
        after = noun_end(words, last + 2)
        if after == last + 2 or (after < len(words) and words[after].form not in _GOES_ON):
            break
        last = after
        if mark in {"et", "ou"}:
            return last
    return end


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


def skip_clitics(words: Sequence[Word], i: int) -> int:
    """Return the index of the verb that the pronouns at `i` lean on (« s'adapter », « les former »)."""
    while i < len(words) and words[i].form in _CLITICS:
        i += 1
    return i


def is_action(form: str) -> bool:
    """Tell by its ending whether `form` can name an activity: « négociation », « suivi »."""
    return _ACTION.search(form) is not None


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


def stops(words: Sequence[Word], j: int) -> bool:
    """Tell whether word `j` ends any phrase: a mark, a relative pronoun, a conjunction, an adverb."""
    form = words[j].form
    if form in _STOP or (form == "tout" and j + 1 < len(words) and words[j + 1].form == "en"):
        return True
    if form == "en" and j + 1 < len(words) and _AFTER_EN.search(words[j + 1].form):
        return True
    if form in {"-", "/", "&"}:
        return words[j].start != words[j - 1].end and form == "-"
    return not any(c.isalnum() for c in form)


def is_cut_by_verb(words: Sequence[Word], j: int) -> bool:
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
    if after not in bare and all(is_action(w.form) for w in (words[i], *words[j + 2 : j + 3])):
        return False  # « négociation des prix et du suivi des ventes » : two activities
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
        and not stops(words, following + 1)
    )
