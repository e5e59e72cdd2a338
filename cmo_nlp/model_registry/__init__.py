"""A model's name turned into a loaded pipeline or encoder, or into an error that says what to do.

The shipped models come first, then a folder, then what is installed or was downloaded before. Nothing is ever
downloaded from here: a download at first run is not reproducible, and fails where there is no network.
"""

from cmo_nlp.model_registry.kinds import Kind
from cmo_nlp.model_registry.loading import Encoder, load_encoder, load_spacy, takes_words
from cmo_nlp.model_registry.manifest import shipped
from cmo_nlp.model_registry.places import digest

__all__ = ["Encoder", "Kind", "digest", "load_encoder", "load_spacy", "shipped", "takes_words"]
