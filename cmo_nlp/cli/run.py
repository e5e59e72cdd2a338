"""`cmo-nlp run`: the whole way."""

import click

from cmo_nlp.cli.options import Invocation, annotate_changes, lexicon_options, shared_options

__all__ = ["command"]


@click.command(epilog="Example: cmo-nlp run corpus/sample --workspace outputs/demo")
@click.argument("sources", metavar="SOURCE...", nargs=-1, required=True)
@lexicon_options
@shared_options
@click.pass_obj
def command(invocation: Invocation, sources: tuple[str, ...], lexicon: str | None, only: str | None) -> None:
    """Read SOURCES (files and folders) and do everything: ingest, annotate, topics, trends, export.

    What was done before and did not change is not done again. The analysis is written to DIR/export.json,
    and a summary, in French, is printed. To keep --lexicon or --only for later runs, write them into
    cmo-nlp.toml in the workspace: [annotate] lexicon = "DIR", discovery = false.
    """
    from cmo_nlp.cli.reports import ingest_line, stage_line
    from cmo_nlp.cli.summary import print_summary

    workspace = invocation.open(annotate=annotate_changes(lexicon, only))
    workspace.require_models()
    ingested = workspace.ingest(*sources)
    invocation.say(ingest_line(ingested))
    reports = [workspace.annotate(), workspace.topics(), workspace.trends()]
    for report in reports:
        invocation.say(stage_line(report))
    if not any(report.worked for report in reports):
        invocation.say("nothing to do: the workspace is up to date")
    file = workspace.export(workspace.folder / "export.json", force=True).place
    print_summary(workspace.summary(), file)
