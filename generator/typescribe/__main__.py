"""`python -m typescribe`, and the command `typescribe`."""

import gc


def run() -> None:
    """Run the command line, with a garbage collector that looks less often."""
    # Imports and syntax trees make a hundred thousand objects that live on. To look at them after
    # every 700 new ones takes a quarter of a short run; cycles still do not pile up.
    gc.set_threshold(100_000, 20, 20)
    from typescribe.cli.main import main

    main(prog_name="typescribe")


if __name__ == "__main__":
    run()
