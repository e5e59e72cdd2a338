"""The models and the themes that the stages will ask for, looked up before the first of them starts."""

from cmo_nlp.settings import Settings

__all__ = ["require_models"]


def require_models(settings: Settings) -> None:
    """Raise InputError for a pipeline, an encoder or a list of themes that is not there."""
    from cmo_nlp import model_registry
    from cmo_nlp.topics import read_themes

    model_registry.digest(settings.annotate.model, "pipeline")
    model_registry.digest(settings.topics.encoder, "encoder")
    read_themes(settings.topics.themes)
