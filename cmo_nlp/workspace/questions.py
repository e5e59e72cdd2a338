"""Questions to the corpus of a workspace, answered by records that lead back to passages."""

from collections.abc import Iterable
from dataclasses import replace
from typing import get_args

from cmo_nlp.query import (
    Answer,
    ConceptOrder,
    Concordance,
    ConcordanceLine,
    ConcordanceOrder,
    Edge,
    Hit,
    ListedConcept,
    ListedDocument,
    Mode,
    Network,
    Node,
    Order,
    Question,
    Shown,
    Suggestions,
    Unit,
    Wanted,
    Weight,
    concordance,
    list_concepts,
    list_discovered,
    list_documents,
    network,
    resolve,
    search,
    show,
    suggest,
)
from cmo_nlp.query.arguments import as_names, require_choice, require_number
from cmo_nlp.records import Horizon, Label
from cmo_nlp.workspace.frames import Records
from cmo_nlp.workspace.results import Results

__all__ = ["Questions"]


class Questions(Results):
    """What can be asked of a corpus, beside what its stages left."""

    def query(  # noqa: PLR0913 - options by name
        self,
        text: str,
        limit: int | None = None,
        *,
        mode: Mode = "hybrid",
        wanted: Wanted | None = None,
        order: Order = "score",
        context: int = 0,
    ) -> Answer:
        """Return the passages that answer `text`, best first.

        `mode` is by words ("text"), by meaning ("semantic"), or by both; `wanted` says what passages must
        hold and where they must come from; `order` "date" puts the latest first; `context` adds sentences of
        the document on both sides. Raises UsageError for a query without a word and for a value that is none
        of these, and InputError for a concept, topic, publisher or type that is not there.
        """
        most = self.settings.query.limit if limit is None else limit
        with self._reading() as connection:
            passing = resolve(connection, wanted or Wanted())
            question = Question(text, mode, passing, order, context, most)
            answer = search(connection, question, self.settings.query)
            return replace(answer, hits=Records(Hit, answer.hits))

    def documents(  # noqa: PLR0913 - filters by name
        self,
        *,
        since: str | None = None,
        until: str | None = None,
        publishers: Iterable[str] = (),
        source_types: Iterable[str] = (),
        families: bool = False,
        names_role: bool | None = None,
    ) -> Records[ListedDocument]:
        """Return the documents by date of publication, those without one last.

        `since` and `until` are a year, a month or a day, both included; they leave out what has no date.
        With `families`, only those that have near-duplicates; `names_role` tells apart those that never
        name the role. Raises UsageError for a date that is none, InputError for a publisher or a type that
        no document has.
        """
        asked = Wanted(
            since=since, until=until, publishers=as_names(publishers), source_types=as_names(source_types)
        )
        with self._reading() as connection:
            wanted = resolve(connection, asked)
            found = list_documents(connection, wanted, families=families, names_role=names_role)
            return Records(ListedDocument, found)

    def concepts(
        self,
        labels: Iterable[Label] = (),
        horizon: Horizon | None = None,
        order: ConceptOrder = "documents",
        *,
        unmentioned: bool = False,
    ) -> Records[ListedConcept]:
        """Return the concepts of the lexicon that the corpus mentions; with `unmentioned`, all of them."""
        with self._reading() as connection:
            found = list_concepts(connection, labels, horizon, order, unmentioned=unmentioned)
            return Records(ListedConcept, found)

    def discovered(
        self, labels: Iterable[Label] = (), horizon: Horizon | None = None, order: ConceptOrder = "documents"
    ) -> Records[ListedConcept]:
        """Return the skills and tools that grammar found and no lexicon holds, in the same records."""
        with self._reading() as connection:
            return Records(ListedConcept, list_discovered(connection, labels, horizon, order))

    def network(  # noqa: PLR0913 - options by name
        self,
        unit: Unit = "sentence",
        weight: Weight = "count",
        *,
        labels: Iterable[Label] = (),
        minimum: int = 2,
        by_year: bool = False,
        around: str | None = None,
    ) -> Network:
        """Return the pairs of concepts that at least `minimum` units mention together, the heaviest first.

        Near-duplicates count once. `around` is the id or the name of a concept whose pairs alone are wanted.
        """
        with self._reading() as connection:
            found = network(
                connection, unit, weight, labels=labels, minimum=minimum, by_year=by_year, around=around
            )
            return replace(found, nodes=Records(Node, found.nodes), edges=Records(Edge, found.edges))

    def concordance(  # noqa: PLR0913 - filters by name
        self,
        *keywords: str,
        order: ConcordanceOrder = "right",
        limit: int | None = None,
        since: str | None = None,
        until: str | None = None,
        publishers: Iterable[str] = (),
        source_types: Iterable[str] = (),
    ) -> Concordance:
        """Return every place of any of `keywords` in its sentence; each is a word or words side by side.

        `order` is by what follows ("right"), what precedes ("left"), "position" or "date". Raises UsageError
        where there is no word, and for a value that is none of these.
        """
        require_choice("order", order, get_args(ConcordanceOrder))
        if limit is not None:
            require_number("limit", limit, 1)
        asked = Wanted(
            since=since, until=until, publishers=as_names(publishers), source_types=as_names(source_types)
        )
        with self._reading() as connection:
            found = concordance(connection, keywords, resolve(connection, asked), order, limit)
            return replace(found, lines=Records(ConcordanceLine, found.lines))

    def show(self, identity: str) -> Shown:
        """Return what is known of a document, passage, concept, topic or series.

        `identity` is the id of a document (or its first 6 digits or more), of a concept or a topic;
        `ID:START-END` for a passage of a document; `concept:ID`, `topic:ID` or `horizon:NAME` for a series of
        the trends. Raises InputError, with the nearest ids, where there is none.
        """
        with self._reading() as connection:
            return show(connection, identity)

    def suggestions(self, minimum: int = 1, limit: int = 200) -> Suggestions:
        """Return the commonest forms that grammar found and the lexicon does not hold, for review.

        `minimum` is in documents, near-duplicates counted once; at most `limit` forms come back.
        """
        from cmo_nlp import lexicons, model_registry

        require_number("minimum", minimum, 1)
        require_number("limit", limit, 1)
        lexicon = lexicons.load_with(self.settings.annotate.lexicon)
        encoder = model_registry.load_encoder(self.settings.topics.encoder)
        with self._reading() as connection:
            return suggest(connection, lexicon, encoder, minimum, limit)
