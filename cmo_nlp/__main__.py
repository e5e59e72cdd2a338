"""`python -m cmo_nlp` is `cmo-nlp`."""

__all__ = ["main"]


def main() -> None:
    """Run the command line; Ctrl-C while it is still being imported is an interruption like any other."""
    try:
        from cmo_nlp.cli.app import main as run
    except KeyboardInterrupt:
        raise SystemExit(130) from None
    run()


if __name__ == "__main__":
    main()
