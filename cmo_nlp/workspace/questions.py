"""Questions to the corpus of a workspace, answered by records that lead back to passages."""

from cmo_nlp.query import Answer, Mode, Order, Question, Suggestions, Wanted, resolve, search, suggest
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
        the document on both sides. Raises UsageError for a query without a word, and InputError for a
        concept, topic, publisher or type that is not there.
        """
        with self._reading() as connection:
            passing = resolve(connection, wanted or Wanted())
            question = Question(text, mode, passing, order, context, limit or self.settings.query.limit)
            return search(connection, question, self.settings.query)

    def suggestions(self, minimum: int = 1, limit: int = 200) -> Suggestions:
        """Return the commonest forms that grammar found and the lexicon does not hold, for review.

        `minimum` is in documents, near-duplicates counted once; at most `limit` forms come back.
        """
        from cmo_nlp import lexicons, model_registry

        lexicon = lexicons.load_with(self.settings.annotate.lexicon)
        encoder = model_registry.load_encoder(self.settings.topics.encoder)
        with self._reading() as connection:
            return suggest(connection, lexicon, encoder, minimum, limit)
