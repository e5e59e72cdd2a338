"""The line of the encoder's card, run from the root of the project where there is no network."""

import os
import subprocess
import sys

import pytest

from cmo_nlp.model_registry import manifest

_WITHOUT_NETWORK = """
import socket, sys

def refuse(*_):
    print("asked for the network")
    raise OSError("no network")

socket.socket.connect = socket.getaddrinfo = refuse
from sentence_transformers import SentenceTransformer
print(SentenceTransformer(sys.argv[1]).encode(["Fidéliser ses clients"]).shape)
"""
_ONLINE = {
    name: value
    for name, value in os.environ.items()
    if name not in {"HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE"}
}


def run(path: str) -> str:
    root = manifest.models_folder().parent
    command = [sys.executable, "-c", _WITHOUT_NETWORK, path]
    done = subprocess.run(command, capture_output=True, check=True, encoding="utf-8", cwd=root, env=_ONLINE)
    return done.stdout


@pytest.mark.slow
def test_the_encoder_loads_by_a_relative_path_without_a_network() -> None:
    assert run("models/fr_cmo_sentences").endswith("(1, 256)\n")


@pytest.mark.slow
def test_a_path_that_can_be_no_name_of_the_hub_asks_for_no_network() -> None:
    assert run("./models/fr_cmo_sentences") == "(1, 256)\n"
