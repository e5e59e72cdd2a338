"""`cmo-nlp lake load`: a lake into a workspace."""

import click

from cmo_nlp.cli.options import Invocation, selection_options, shared_options

__all__ = ["command"]


@click.command(name="load", epilog="Example: cmo-nlp lake load /data/lake --since 2020 --workspace recent")
@click.argument("lake", metavar="DIR|URL")
@selection_options
@shared_options
@click.pass_obj
def command(
    invocation: Invocation,
    lake: str,
    since: str | None,
    until: str | None,
    publishers: tuple[str, ...],
    source_types: tuple[str, ...],
) -> None:
    """Bring a lake, or a part of it, into the workspace, where everything else works.

    Annotations come along where the workspace would make the same: with the same settings, code, models and
    lexicon. A document without a date is in no part by date, and one of a year where the whole year is.
    """
    from cmo_nlp.export import Selection
    from cmo_nlp.lake.lakes import open_lake
    from cmo_nlp.lake.loading import Part, load

    part = Part(Selection(since=since, until=until, source_types=source_types), publishers)
    found, workspace = open_lake(lake), invocation.open()
    done = load(found, workspace.folder, workspace.settings, part, invocation.progress())
    for remark in done.remarks:
        invocation.say(remark)
    waiting = f", {done.waiting} to annotate" if done.waiting else ""
    click.echo(
        f"load: {done.documents} documents, {done.refused} refused; {done.annotated} annotated{waiting}"
    )
