"""The stages in order: what each reads and writes, when it is stale, and how its work is committed.

A stage is a plain function from records to records; here it meets the store. Language work happens outside
a transaction, and a batch is committed whole.
"""

from cmo_nlp.pipeline import topic_edits
from cmo_nlp.pipeline.annotate import annotate
from cmo_nlp.pipeline.counted import why_stale
from cmo_nlp.pipeline.ingest import Sources, ingest
from cmo_nlp.pipeline.models import require_models
from cmo_nlp.pipeline.near_duplicates import keep_duplicates
from cmo_nlp.pipeline.over_time import TopicsOverTime, topics_over_time
from cmo_nlp.pipeline.progress import Progress, Silence
from cmo_nlp.pipeline.reports import IngestedItem, IngestReport, ItemOutcome, StageReport
from cmo_nlp.pipeline.states import STAGES, StageState, states
from cmo_nlp.pipeline.theme_counts import ThemeCount, ThemeKind, theme_counts
from cmo_nlp.pipeline.topic_list import TopicList, topic_list
from cmo_nlp.pipeline.topics import topics
from cmo_nlp.pipeline.trends import contrasts, period_years, trends

__all__ = [
    "STAGES",
    "IngestReport",
    "IngestedItem",
    "ItemOutcome",
    "Progress",
    "Silence",
    "Sources",
    "StageReport",
    "StageState",
    "ThemeCount",
    "ThemeKind",
    "TopicList",
    "TopicsOverTime",
    "annotate",
    "contrasts",
    "ingest",
    "keep_duplicates",
    "period_years",
    "require_models",
    "states",
    "theme_counts",
    "topic_edits",
    "topic_list",
    "topics",
    "topics_over_time",
    "trends",
    "why_stale",
]  # fmt: skip
