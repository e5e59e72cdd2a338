"""The models and the lexicon that the stages will ask for, looked up before the first of them starts."""

from cmo_nlp.settings import Settings

__all__ = ["require_models"]


def require_models(settings: Settings) -> None:
    """Raise InputError for a pipeline or an encoder that is not there, or a lexicon that will not do."""
    from cmo_nlp import lexicons, model_registry

    lexicons.load_with(settings.annotate.lexicon)
    model_registry.digest(settings.annotate.model, "pipeline")
    model_registry.digest(settings.topics.encoder, "encoder")
