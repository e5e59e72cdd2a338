"""Questions to the corpus of a workspace, answered by records that lead back to passages."""

from cmo_nlp.query import Answer, Suggestions, search, suggest
from cmo_nlp.workspace.results import Results

__all__ = ["Questions"]


class Questions(Results):
    """What can be asked of a corpus, beside what its stages left."""

    def query(self, text: str, limit: int | None = None) -> Answer:
        """Return the passages that hold all words of `text`, best first.

        Raises UsageError for a query without a word.
        """
        with self._reading() as connection:
            return search(connection, text, limit or self.settings.query.limit)

    def suggestions(self, minimum: int = 2, limit: int = 200) -> Suggestions:
        """Return the commonest forms that grammar found and the lexicon does not hold, for review.

        `minimum` is in documents, near-duplicates counted once; at most `limit` forms come back.
        """
        from cmo_nlp import lexicons, model_registry

        lexicon = lexicons.load_with(self.settings.annotate.lexicon)
        encoder = model_registry.load_encoder(self.settings.topics.encoder)
        with self._reading() as connection:
            return suggest(connection, lexicon, encoder, minimum, limit)
