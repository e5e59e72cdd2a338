"""The profile of the role by period, in French, ready to quote."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from cmo_nlp.cli.trends.french import typeset
from cmo_nlp.cli.verdicts import number, percent, probability, reason
from cmo_nlp.report.french_periods import date_name, during, period_name, since

if TYPE_CHECKING:
    from cmo_nlp.report import Attested, Half, NamedChange, PeriodProfile, ProfileThing

__all__ = ["print_profiles"]

_HEADINGS = {
    "skill": "Compétences",
    "tool": "Outils",
    "title": "Noms du rôle",
    "counterpart": "Interlocuteurs",
    "theme": "Thèmes guidés",
}
_HORIZONS = {"past": "passé", "present": "présent", "future": "avenir"}
_SHOWN = 6
_LEVEL = 0.05
_NOTES = (
    "Entre parenthèses : les documents de la période qui parlent de la chose, sur tous ceux de la période.",
    "Établi : q < 0,05. Le reste décrit les documents, sans établir de changement.",
    "Apparus, disparus : qu’aucun document d’avant, ou d’après, n’atteste, quand il y avait moins d’une",
    "chance sur vingt que ce soit faute de documents ; sans correction pour le nombre de choses regardées.",
    "Spécificité : log10 signé de la probabilité hypergéométrique ; +1,3 : une chance sur vingt, de même.",
)


def print_profiles(profiles: "Sequence[PeriodProfile]") -> None:
    """Print each period: what most documents speak of, what came, went, rose and fell."""
    for profile in profiles:
        few = " (peu de documents)" if profile.sparse and profile.N else ""
        name = period_name(profile.period)
        _say(f"{name[:1].upper()}{name[1:]} : {_documents(profile.N)}{few}")
        if profile.N:
            _print(profile)
        click.echo("")
    for note in _NOTES:
        _say(note)


def _print(profile: "PeriodProfile") -> None:
    for change in (*profile.rose, *profile.fell):
        _say(f"  {_sentence(change)}")
    for part, heading in _HEADINGS.items():
        _line(heading, [f"{thing.name} ({thing.n}/{profile.N})" for thing in profile.parts[part]])
    _line("Apparus", [_came(one) for one in profile.came])
    _line("Disparus ensuite", [_gone(one) for one in profile.going])
    _line("Caractéristiques (spécificité)", [_specific(t) for t in profile.high])
    _line("En retrait (spécificité)", [_specific(t) for t in profile.low])
    spoken = [f"{word} {profile.horizons.get(key, 0)}/{profile.N}" for key, word in _HORIZONS.items()]
    _line("Horizons dont les documents parlent", spoken)
    _print_distances(profile.distances)


def _sentence(named: "NamedChange") -> str:
    """Return an established change as a sentence that may be quoted."""
    change, early, late = named.change, named.early, named.late
    if early is None or late is None:
        return ""
    step = change.test == "step"
    when = since(change.change_point or "") if step else during(late.first, late.last)
    against = "avant" if step else during(early.first, early.last)
    way = "hausse établie" if change.direction == "up" else "baisse établie"
    way += "" if step else ", sans rupture établie"
    where = f"se rencontre dans {_share(late)}, contre {_share(early)} {against}"
    told = (
        f"{when}, {_article(named.what)} « {named.name} » {where} : {way} (q {probability(change.q or 0.0)})."
    )
    return told[:1].upper() + told[1:]


def _article(what: str) -> str:
    if what[0] in "aeiouéh":
        return f"l’{what}"
    return f"{'la' if what == 'compétence' else 'le'} {what}"


def _share(half: "Half") -> str:
    if not half.n:
        return f"aucun document sur {half.N}"
    return f"{half.n} document{'s' if half.n > 1 else ''} sur {half.N} ({percent(half.n / half.N)})"


def _came(one: "Attested") -> str:
    day = date_name(one.thing.first)
    return f"{one.thing.name} (premier document : {day} ; {one.n}/{one.N} depuis, 0/{one.absent} avant)"


def _gone(one: "Attested") -> str:
    day = date_name(one.thing.last)
    return f"{one.thing.name} (dernier document : {day} ; {one.n}/{one.N} jusque-là, 0/{one.absent} après)"


def _specific(thing: "ProfileThing") -> str:
    return f"{thing.name} ({thing.specificity:+.1f})".replace(".", ",")


def _print_distances(distances: "Sequence[NamedChange]") -> None:
    tested = [one for one in distances if one.change.p is not None and one.change.effect is not None]
    _line("Distance au profil d’avant (bits)", [_distance(one) for one in tested])
    others: dict[str, list[str]] = {}
    for one in distances:
        if one.change.p is None:
            others.setdefault(reason(one.change.reason or ""), []).append(one.name)
    for why, names in others.items():
        parts = "le profil et ses parties" if len(names) > len(_HEADINGS) else ", ".join(names)
        _say(f"  Distance au profil d’avant, non testable pour {parts} : {why}")


def _distance(one: "NamedChange") -> str:
    q = one.change.q or 0.0
    sure = "établie, " if q < _LEVEL else ""
    return f"{one.name} {number(one.change.effect or 0.0)} ({sure}q {probability(q)})"


def _line(heading: str, shown: Sequence[str]) -> None:
    if shown:
        more = f" ; {len(shown) - _SHOWN} de plus" if len(shown) > _SHOWN else ""
        _say(f"  {heading} : {', '.join(shown[:_SHOWN])}{more}")


def _documents(count: int) -> str:
    return f"{count} document{'s' if count > 1 else ''}" if count else "aucun document"


def _say(line: str) -> None:
    click.echo(typeset(line))
