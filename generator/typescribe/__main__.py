"""Starts the command line, as `typescribe` or `python -m typescribe`."""

from typescribe.project import garbage_collector


def run() -> None:
    """Run the command line."""
    garbage_collector.collect_rarely()  # before the imports, which make most of the objects
    from typescribe.cli.main import main

    try:
        main(prog_name="typescribe")
    finally:
        garbage_collector.keep()  # Python would search all modules twice before it exits


if __name__ == "__main__":
    run()
