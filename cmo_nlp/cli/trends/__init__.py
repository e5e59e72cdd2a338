"""`cmo-nlp trends`: series and tests."""

from typing import TYPE_CHECKING

import click

from cmo_nlp.cli.listing import format_option
from cmo_nlp.cli.options import Invocation, shared_options
from cmo_nlp.cli.trends.compare import compare
from cmo_nlp.cli.trends.show import show

if TYPE_CHECKING:
    from cmo_nlp.workspace import Workspace

__all__ = ["command"]


@click.group(
    invoke_without_command=True,
    subcommand_metavar="[COMMAND [ARGS]...]",
    epilog="Examples: cmo-nlp trends --limit 20   cmo-nlp trends --period breaks.txt --by source_type   "
    "cmo-nlp trends --series --format csv",
)
@click.option("--period", metavar="year|quarter|month|FILE", help="How time is cut [default: year].")
@click.option("--by", metavar="FIELD", help="Also by publisher, source_type, language or a metadata field.")
@click.option(
    "--about-role", metavar="N", type=click.IntRange(min=0),
    help="Leave out documents with fewer mentions of the role [default: 1].",
)  # fmt: skip
@click.option(
    "--min-documents", metavar="N", type=click.IntRange(min=1),
    help="Mark periods with fewer documents [default: 3].",
)  # fmt: skip
@click.option("--limit", metavar="N", type=click.IntRange(min=0), default=15, show_default=True,
              help="Tests shown as text, the surest first.")  # fmt: skip
@click.option("--profile", is_flag=True, help="Show the portrait of the role in each period instead.")
@click.option("--series", is_flag=True, help="Show the shares of each period instead of the tests.")
@format_option("text")
@shared_options
@click.pass_context
def command(
    context: click.Context,
    period: str | None,
    by: str | None,
    about_role: int | None,
    min_documents: int | None,
    limit: int,
    profile: bool,  # noqa: FBT001 - click hands flags over so
    series: bool,  # noqa: FBT001
    style: str,
) -> None:
    """Count which share of each period's documents speaks of what, and test the changes.

    Each line gives the documents before and after the change (or of the two halves of the corpus), the odds
    ratio with its 95 % interval, and q, the p-value under false-discovery control over all series. Documents
    are compared with documents of the same publisher and of like length. FILE holds one date a line, on which
    a period begins, and a name for it if wanted. With --by, the tests are made once more with the composition
    by that field held still. Works without topics; run `cmo-nlp topics` first to have their series too. To
    keep an option for later runs, write it into DIR/cmo-nlp.toml: [trends] by = "source_type".
    docs/trends.md says how the figures are made.
    """
    given = {"period": period, "by": by, "about_role": about_role, "minimum_documents": min_documents}
    changes = {name: value for name, value in given.items() if value is not None}
    if context.invoked_subcommand:
        if changes:
            option = next(iter(changes)).replace("_", "-").replace("minimum", "min")
            msg = f"--{option} is for the count, not for `trends {context.invoked_subcommand}`; leave it out"
            raise click.UsageError(msg, context)
        return
    from cmo_nlp.cli.trends.tables import print_changes, print_series

    invocation = context.ensure_object(Invocation)
    workspace = invocation.open(trends=changes)
    report = workspace.trends()
    if style == "text":
        from cmo_nlp.cli.reports import print_stage

        print_stage(report, workspace)
    else:
        for remark in report.remarks:
            invocation.say(remark)
    if profile:
        _show_profile(workspace, style)
    elif series:
        print_series(workspace.series(), style)
    else:
        shown = print_changes(report, style, limit)
        if shown:
            invocation.say(shown)


def _show_profile(workspace: "Workspace", style: str) -> None:
    if style in {"csv", "table"}:
        msg = f"a profile is no table; take --format json, or --series --format {style}"
        raise click.UsageError(msg)
    from cmo_nlp.cli.trends.profile import print_profiles
    from cmo_nlp.cli.trends.tables import print_rows
    from cmo_nlp.query.rows import plain

    profiles = workspace.profiles()
    if style != "text":
        print_rows([plain(profile) for profile in profiles], style)
    else:
        print_profiles(profiles)


for _action in (show, compare):
    command.add_command(_action)
