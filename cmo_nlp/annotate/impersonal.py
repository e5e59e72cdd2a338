"""« Il » that stands for nobody: « il faut », « il y a », « il pleut », « il était 15 h »."""

__all__ = ["IMPERSONAL"]

IMPERSONAL = (
    r"(?:ne |n' )?(?:(?:l'|lui|leur|nous|vous|me|m') )?(?:"
    r"fau(?:t|dra|drait) |fall(?:ait|ut) |y (?:a|avait|aura|aurait|eut) |s' (?:agi\w*|ensui\w*|avère) |"
    r"se (?:peut|pourrait|trouve que|passe) |en (?:va|allait|est) |va de soi |convien\w+ |convenait |"
    r"suffi\w+ |reste (?:à|que|qu') |import(?:e|ait) |exist(?:e|ait) |pleu(?:t|vait|vra) |plut |neige\w* |"
    r"arriv(?:e|ait) (?:que|qu'|souvent) |sembl(?:e|ait|erait) (?:que|qu'|bien que) |semblerait |"
    r"(?:est|était|sera|serait|fut|semble|devient|paraît) (?:[\w-]+ )?(?:\d+|temps|vrai|clair|possible|"
    r"impossible|difficile|facile|utile|inutile|probable|certain|rare|fréquent|question|midi|minuit|tard|tôt|"
    r"nécessaire|important|essentiel|indispensable|impératif|primordial|crucial|intéressant|urgent|évident|"
    r"normal|courant|convenu|prévu|interdit) )"
)
"""What follows « il » in the text of a passage, as a regular expression."""
