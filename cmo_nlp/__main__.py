"""`python -m cmo_nlp` is `cmo-nlp`."""

from cmo_nlp.cli.app import main

if __name__ == "__main__":
    main()
