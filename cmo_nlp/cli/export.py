"""`cmo-nlp export`: the analysis for other tools."""

import click

from cmo_nlp.cli.options import Invocation, shared_options

__all__ = ["command"]


@click.command(epilog="Example: cmo-nlp export json -o analysis.json")
@click.argument("style", metavar="FORMAT", type=click.Choice(["json", "schema"]))
@click.option("-o", "--output", metavar="FILE", help="Where to write [default: standard output for schema].")
@click.option("--force", is_flag=True, help="Replace FILE if it is there.")
@click.option("--only", type=click.Choice(["lexicon"]), help="Leave out mentions that no lexicon gave.")
@shared_options
@click.pass_obj
def command(
    invocation: Invocation,
    style: str,
    output: str | None,
    force: bool,  # noqa: FBT001 - click hands flags over so
    only: str | None,
) -> None:
    """Write the whole analysis (FORMAT json), or print the JSON Schema that it keeps to (FORMAT schema).

    A stage that has not run leaves an empty list and `run.stages.NAME = "missing"`.
    """
    if style == "schema":
        from cmo_nlp.cli.schema import show_schema

        show_schema(output, force=force)
        return
    if not output:
        msg = "name the file with -o FILE, as in: cmo-nlp export json -o analysis.json"
        raise click.UsageError(msg)
    invocation.say(f"written: {invocation.open().export(output, force=force, only_lexicon=bool(only))}")
