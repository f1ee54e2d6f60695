"""`python -m typescribe`."""

from typescribe.cli import main

main(prog_name="typescribe")
