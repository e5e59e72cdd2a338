"""Words of French that carry no theme, as they stand in the text and as they are lemmatised.

Ours, written for press and white papers on marketing: closed classes in full (articles, pronouns,
prepositions, conjunctions, numerals), the inflected auxiliaries and modal verbs, adverbs, months and days,
and open-class words so general that they would name any theme (« chose », « façon », « nouveau »).
"""

import re
from functools import lru_cache

from cmo_nlp.french import fold

__all__ = ["is_stop_word"]

_CLOSED = """
le la les l un une des du de d au aux à en dans par pour sur sous sans avec entre chez vers contre depuis
pendant durant dès jusque jusqu malgré parmi selon hors envers via afin outre derrière devant dessous dessus
dehors dedans auprès lors lorsque lorsqu puisque puisqu quoique quoiqu parce car or ni mais ou où et donc si
que qu qui quoi dont quand comment pourquoi combien quel quelle quels quelles lequel laquelle lesquels
lesquelles auquel auxquels auxquelles duquel desquels desquelles ce c cet cette ces ceci cela ça celui celle
ceux celles ci là je j tu il elle on nous vous ils elles me m te t se s moi toi soi lui leur leurs eux y mon
ma mes ton ta tes son sa ses notre nos votre vos mien tien sien nôtre vôtre aucun aucune autre autres autrui
certain certaine certains certaines chacun chacune chaque même mêmes nul nulle plusieurs quelque quelques
quelqu quiconque tel telle tels telles tout toute tous toutes tant ne n pas point non oui comme est-ce
est-à-dire c'est-à-dire vis-à-vis quelqu'un quelques-uns lui-même elle-même soi-même eux-mêmes lorsqu' voici
voilà rien personne publié publiée publiés monsieur madame mm mme mlle dr etc cf ex al
un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize vingt trente
quarante cinquante soixante cent cents mille million millions milliard milliards dizaine douzaine centaine
premier première premiers premières deuxième troisième quatrième second seconde seconds secondes dernier
dernière derniers dernières
"""

_ADVERBS = """
plus moins aussi très trop peu beaucoup assez encore déjà toujours jamais souvent parfois rarement bientôt
tôt tard hier aujourd'hui demain maintenant désormais dorénavant alors ensuite puis enfin ainsi ailleurs
ici bas haut bien mal mieux pire presque quasi environ surtout seulement notamment également toutefois
cependant néanmoins pourtant autrement autant davantage tellement plutôt ensemble finalement simplement
vraiment rapidement clairement largement fortement complètement totalement pleinement entièrement
progressivement directement parfaitement certainement seul seule seuls seules loin près autour face grâce
quant plupart partie fin début cours lieu sein titre travers tour égard fait faits cas afin abord fur mesure
jadis autrefois naguère antan auparavant avant après soudain vite longtemps volontiers mêmement jusqu'ici
jusque-là peut-être sans doute d'abord d'ailleurs d'ici là-bas tout-à-fait certes voire or
forcément précisément énormément extrêmement radicalement tantôt sitôt parallèlement récemment
"""

_VERBS = """
être suis es est sommes êtes sont étais était étions étiez étaient fus fut fûmes furent serai seras sera
serons serez seront serais serait serions seraient sois soit soyons soyez soient fût été étant avoir ai as a
avons avez ont avais avait avions aviez avaient eus eut eurent aurai auras aura aurons aurez auront aurais
aurait aurions auraient aie aies ait ayons ayez aient eût eu eue eus ayant devoir dois doit devons devez
doivent devais devait devions devaient dut durent devra devras devrai devrons devrez devront devrait devrais
devraient doive doivent dû due devant pouvoir peux peut pouvons pouvez peuvent pouvait pouvaient put purent
pourra pourront pourrons pourrait pourraient puisse puissent puissions pu pouvant vouloir veux veut voulons
voulez veulent voulait voulaient voulut voudra voudront voudrait voudraient veuille voulu voulant falloir faut
fallait fallut faudra faudrait faille fallu aller vais vas va allons allez vont allait allaient alla ira iront
irait aille allé allant faire fais fait faisons faites font faisait faisaient fit firent fera feront ferait
feraient fasse fassent faisant venir vient viennent venait venaient viendra viennent venu venue venus venant
savoir sait savent savait saura sauront sachant dire dit disent disait dira disant mettre met mettent mis mise
mettant prendre prend prennent pris prise prenant voir voit voient voyait verra vu vue donner donne donnent
donné tenir tient tiennent tenu rester reste restent resté devenir devient deviennent devenait devenu devenue
devenus devenues deviendra deviendront permettre permet permettent permettra permis sembler semble semblent
paraître paraît agir agit trouver trouve trouvent parler parle parlent passer passe passent passé passée
laisser laisse penser pense croire croit rendre rend valoir souligner expliquer estimer
rappeler préciser ajouter affirmer déclarer indiquer conclure confier raconter poursuivre noter
"""

_GENERAL = """
chose choses façon façons manière manières fois type types sorte sortes genre nombre nombreux nombreuse
nombreuses point points part parts côté côtés niveau niveaux cadre exemple exemples question questions raison
raisons idée idées mot mots objet ensemble suite capable capables possible possibles important importante
importants importantes nouveau nouvel nouvelle nouveaux nouvelles grand grande grands grandes petit petite
petits petites bon bonne bons bonnes meilleur meilleure meilleurs meilleures vrai vraie gros grosse propre
propres différent différente différents différentes divers diverse diverses principal principale simple
simples fort forte forts fortes long longue plein pleine entier entière ancien ancienne jeune présent
présente actuel actuelle futur future prochain prochaine prochains prochaines
an ans année années mois semaine semaines jour jours jourd'hui heure heures moment moments temps période
époque siècle avenir
gens personnes minute minutes matin matinée midi après-midi soir soirée nuit nuits lendemain veille
euro euros franc francs centime centimes dollar dollars
janvier février mars avril mai juin juillet août septembre octobre novembre décembre lundi mardi mercredi
jeudi vendredi samedi dimanche janv févr avr juil sept oct nov déc
http https www com fr html php article articles lire source sources copyright photo crédit
the of and for with your our from are you this that
"""

_STOP_WORDS = frozenset(fold(word) for word in f"{_CLOSED} {_ADVERBS} {_VERBS} {_GENERAL}".split())
"""folded: « a » and « à » are both stop words, and so is « ETAIT »."""

_ADVERB_ENDINGS = (
    "amment", "emment", "iquement", "ellement", "alement", "ivement", "ablement", "iblement", "airement",
    "eusement", "ierement", "idement", "uement",
)  # fmt: skip
"""folded endings of adverbs. Bare « -ement » will not do: « changement », « engagement », « traitement »."""
_INVERTED = (
    "-il", "-ils", "-elle", "-elles", "-on", "-nous", "-vous", "-je", "-ce", "-t", "-y", "-les", "-le",
)  # fmt: skip
"""endings of a verb with its pronoun, which no tokenizer splits for sure: « est-elle », « va-t-on »."""
_ACUTE_ADVERB = re.compile("(?:é|e\u0301)ment$", re.IGNORECASE)
"""« intensément »; with a bare e, « -ement », it would take « changement »."""
_PARTICIPLE = re.compile("(?:é|e\u0301)(?:e|s|es)?$")
_NOUNS_ALIKE = frozenset(
    fold(
        "renouvellement emballement signalement dédoublement élément complément supplément donnée données "
        "pensée pensées"
    ).split()
)
"""nouns that the rules would take for an adverb or a participle."""


@lru_cache(maxsize=1 << 16)
def is_stop_word(word: str) -> bool:
    """Return whether `word`, a surface form or a lemma, carries no theme.

    >>> [is_stop_word(word) for word in ("Étaient", "notamment", "globalement", "changement", "marque")]
    [True, True, True, False, False]
    """
    folded = fold(word).rstrip(".")
    adverb = folded.endswith(_ADVERB_ENDINGS) or _ACUTE_ADVERB.search(word)
    forms = {folded, fold(_PARTICIPLE.sub("er", word))}
    if folded in _NOUNS_ALIKE:
        return False
    return bool(adverb) or folded.endswith(_INVERTED) or not forms.isdisjoint(_STOP_WORDS)
