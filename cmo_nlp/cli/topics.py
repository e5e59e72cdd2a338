"""`cmo-nlp topics`: one stage, and what a user changes of its result."""

import click

from cmo_nlp.cli.options import Invocation, shared_options
from cmo_nlp.cli.topic_edits import hide, label, merge, reset
from cmo_nlp.cli.topic_figures import figures_line, unstable_remark
from cmo_nlp.cli.topic_show import show
from cmo_nlp.cli.topic_views import list_topics, over_time

__all__ = ["command"]


def _count(context: click.Context, option: click.Parameter, value: str | None) -> int | None:
    """Return the number of topics that is asked for; 0 stands for auto, as in the settings."""
    if value is None or value == "auto":
        return None if value is None else 0
    if not value.isdecimal() or int(value) == 0:
        msg = f"{value!r} is neither auto nor a number of topics (1 or more)"
        raise click.BadParameter(msg, context, option)
    return int(value)


@click.group(
    invoke_without_command=True,
    subcommand_metavar="[COMMAND [ARGS]...]",
    epilog="Examples: cmo-nlp topics --topics 8   cmo-nlp topics list   "
    'cmo-nlp topics label topic-02 "relation client"',
)
@click.option(
    "--topics", "count", metavar="auto|N", callback=_count, help="Number of topics [default: auto]."
)
@click.option(
    "--granularity", type=click.Choice(["coarse", "medium", "fine"]), help="How fine, where N is auto."
)
@click.option(
    "--runs",
    metavar="R",
    type=click.IntRange(min=1),
    help="Further fits that tell stability [default: 5]; 1 leaves it out.",
)
@click.option("--themes", metavar="FILE|shipped|none", help="Guided themes, a TOML list [default: shipped].")
@click.option("--encoder", metavar="NAME|PATH", help="Sentence encoder [default: fr_cmo_sentences].")
@click.option(
    "--assign-outliers", is_flag=True, default=None, help="Give outliers their nearest topic, marked."
)
@shared_options
@click.pass_context
def command(
    context: click.Context,
    count: int | None,
    granularity: str | None,
    runs: int | None,
    themes: str | None,
    encoder: str | None,
    assign_outliers: bool | None,  # noqa: FBT001 - click hands flags over so
) -> None:
    """Group the passages of the corpus into topics, after annotating what is not annotated yet.

    The same passages give the same topics, whatever the order or the names of the files. Beside them stand
    guided themes, named beforehand; the shipped list holds those of the field. Any sentence-transformers
    model can be the encoder: a folder, or one downloaded before. To keep an option for later runs, write it
    into DIR/cmo-nlp.toml: [topics] topics = 8. The commands below look at the topics or change them; what
    they change survives another fit. docs/topics.md says what the numbers mean.
    """
    options = {
        "topics": count, "granularity": granularity, "runs": runs, "themes": themes, "encoder": encoder,
        "assign_outliers": assign_outliers,
    }  # fmt: skip
    given = {name: value for name, value in options.items() if value is not None}
    if context.invoked_subcommand:
        if given:
            option = next(iter(given)).replace("_", "-")
            msg = f"--{option} is for a fit, not for `topics {context.invoked_subcommand}`; leave it out"
            raise click.UsageError(msg, context)
        return
    from cmo_nlp.cli.reports import print_stage

    workspace = context.ensure_object(Invocation).open(topics=given)
    print_stage(workspace.topics(), workspace)
    listed = workspace.topic_list()
    for line in (listed.figures and figures_line(listed.figures), unstable_remark(listed.topics)):
        if line:
            click.echo(line)


for _action in (list_topics, show, over_time, label, merge, hide, reset):
    command.add_command(_action)
