"""The profile of the role by period, in French, ready to quote."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from cmo_nlp.cli.verdicts import certainty, number, probability

if TYPE_CHECKING:
    from cmo_nlp.records import Change
    from cmo_nlp.report import PeriodProfile, ProfileThing

__all__ = ["print_profiles"]

_HEADINGS = {
    "skill": "Compétences",
    "tool": "Outils",
    "title": "Noms du rôle",
    "counterpart": "Interlocuteurs",
    "theme": "Thèmes guidés",
}
_PARTS = {"profile": "profil entier"} | {part: heading.casefold() for part, heading in _HEADINGS.items()}
_HORIZONS = {"past": "passé", "present": "présent", "future": "avenir"}
_SHOWN = 6


def print_profiles(profiles: "Sequence[PeriodProfile]", names: dict[str, str]) -> None:
    """Print each period: what most documents speak of, what came, went, rose and fell."""
    for profile in profiles:
        few = " (peu de documents)" if profile.sparse and profile.N else ""
        count = f"{profile.N} document{'s' if profile.N > 1 else ''}" if profile.N else "aucun document"
        click.echo(f"{profile.period} : {count}{few}")
        if profile.N:
            _print(profile, names)
        click.echo("")


def _print(profile: "PeriodProfile", names: dict[str, str]) -> None:
    for part, heading in _HEADINGS.items():
        shown = [f"{thing.name} ({thing.n}/{profile.N})" for thing in profile.parts[part]]
        _line(heading, shown)
    _line("Attestés pour la première fois", [f"{t.name} (jusqu’à {t.last})" for t in profile.came])
    _line("Plus attestés ensuite", [f"{t.name} (depuis {t.first})" for t in profile.going])
    _line("En hausse établie", [_step(change, names) for change in profile.rose])
    _line("En baisse établie", [_step(change, names) for change in profile.fell])
    _line("Caractéristiques (spécificité)", [_specific(t) for t in profile.high])
    _line("En retrait (spécificité)", [_specific(t) for t in profile.low])
    spoken = [f"{word} {profile.horizons.get(key, 0)}/{profile.N}" for key, word in _HORIZONS.items()]
    _line("Horizons", spoken)
    _line("Distance au profil d’avant (bits)", [_distance(change) for change in profile.distances])


def _line(heading: str, shown: Sequence[str]) -> None:
    if shown:
        more = f" ; {len(shown) - _SHOWN} de plus" if len(shown) > _SHOWN else ""
        click.echo(f"  {heading} : {', '.join(shown[:_SHOWN])}{more}")


def _step(change: "Change", names: dict[str, str]) -> str:
    return f"{names.get(change.id, change.id)} (q {probability(change.q or 0.0)})"


def _specific(thing: "ProfileThing") -> str:
    return f"{thing.name} ({thing.specificity:+.1f})".replace(".", ",")


def _distance(change: "Change") -> str:
    part = _PARTS.get(change.id, change.id)
    if change.effect is None:
        return f"{part} {certainty(change)}"
    return f"{part} {number(change.effect)} ({certainty(change)})"
