"""Starts the command line, as `typescribe` or `python -m typescribe`."""

from typescribe.project import garbage_collector


def run() -> None:
    """Run the command line."""
    garbage_collector.collect_rarely()  # before the imports, which make most of the objects
    from typescribe.cli.main import main

    main(prog_name="typescribe")


if __name__ == "__main__":
    run()
