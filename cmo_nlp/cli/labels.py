"""The French words for the kinds of things that are found, by label, horizon and kind of topic."""

__all__ = ["HORIZONS", "LABELS"]

LABELS: dict[str, str] = {
    "skill": "compétence",
    "tool": "outil",
    "title": "nom du rôle",
    "counterpart": "interlocuteur",
}
HORIZONS: dict[str, str] = {"past": "passé", "present": "présent", "future": "avenir"}
