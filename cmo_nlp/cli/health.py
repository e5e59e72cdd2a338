"""The checks of `cmo-nlp doctor`."""

import platform
import sqlite3
from importlib.metadata import PackageNotFoundError, version

import click

from cmo_nlp import __version__, lexicons, model_registry
from cmo_nlp.errors import UserError
from cmo_nlp.store import FILE_NAME
from cmo_nlp.workspace import Workspace

__all__ = ["print_health"]

_LIBRARIES = (
    "spacy", "scikit-learn", "bertopic", "sentence-transformers", "torch",
    "trafilatura", "htmldate", "statsmodels", "scipy", "numpy", "pandas", "click", "rich",
)  # fmt: skip


def print_health(workspace: Workspace) -> None:
    """Print what is there and what is not; UserError when something must be mended."""
    python, sqlite = platform.python_version(), sqlite3.sqlite_version
    click.echo(f"cmo-nlp {__version__}, Python {python}, SQLite {sqlite}")
    missing = [name for name in _LIBRARIES if not _print_library(name)]
    own = workspace.settings.annotate.lexicon
    lexicon = lexicons.load_with(own)
    counts = f"{len(lexicon.concepts)} concepts, {len(lexicon.forms)} forms, {lexicon.digest[:12]}"
    click.echo(f"lexicon: {counts}{f', with {own}' if own else ''}")
    model, encoder = workspace.settings.annotate.model, workspace.settings.topics.encoder
    model_registry.load_spacy(model)
    click.echo(f"pipeline: {model}, {model_registry.digest(model, 'pipeline')[:12]}")
    model_registry.load_encoder(encoder)
    click.echo(f"encoder: {encoder}, {model_registry.digest(encoder, 'encoder')[:12]}")
    _print_workspace(workspace)
    if missing:
        msg = f"{', '.join(missing)} not installed; mend with: pip install --force-reinstall cmo-nlp"
        raise UserError(msg)


def _print_library(name: str) -> bool:
    try:
        click.echo(f"{name} {version(name)}")
    except PackageNotFoundError:
        click.echo(f"{name} MISSING")
        return False
    return True


def _print_workspace(workspace: Workspace) -> None:
    """A workspace that is not there yet is no fault; a damaged one is."""
    if not (workspace.folder / FILE_NAME).exists():
        click.echo(f"workspace: none in {workspace.folder} yet; make one with: cmo-nlp ingest SOURCE")
        return
    workspace.check()
    click.echo(f"workspace: {workspace.folder} is sound")
    for state in workspace.states():
        mend = "" if state.state == "done" else f"; bring up to date with: cmo-nlp {state.name}"
        click.echo(f"  {state.name}: {state.state}{f' ({state.why})' if state.why else ''}{mend}")
