"""The French words for the kinds of things that are found."""

from cmo_nlp.records import Horizon, Label

__all__ = ["HORIZONS", "KINDS", "LABELS"]

LABELS: dict[Label, str] = {
    "skill": "compétence",
    "tool": "outil",
    "title": "nom du rôle",
    "counterpart": "interlocuteur",
}
HORIZONS: dict[Horizon, str] = {"past": "passé", "present": "présent", "future": "avenir"}
KINDS = {"free": "thème", "guided": "thème guidé"}
