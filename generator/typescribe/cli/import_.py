"""The command `import`: writes a spec from TypeScript declarations or an API reference page."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from typescribe.cli import options
from typescribe.cli.completers import package_names
from typescribe.cli.exit_codes import EXIT_NO
from typescribe.cli.messages import reports_problems, status, types_done
from typescribe.language.visible import visible

if TYPE_CHECKING:
    from typescribe.importing.command import Imported
    from typescribe.verifying.installed import Installed
    from typescribe.verifying.verify import Verified


@click.command("import", short_help="Make a spec from TypeScript or an API reference page.")
@click.argument("source", required=False)
@click.option(
    "--package",
    "packages",
    multiple=True,
    metavar="NAME",
    shell_complete=package_names,
    help="Write the spec of this package, and remember SOURCE and the options in its settings.",
)
@click.option(
    "--output",
    metavar="FOLDER",
    help="Write the spec files to this folder instead of printing them.",
)
@click.option(
    "--entry",
    "entries",
    multiple=True,
    metavar="NAME",
    help="Import only this type and what it refers to. May be repeated.",
)
@click.option(
    "--exclude",
    multiple=True,
    metavar="NAME",
    help="Leave this type out; references to it become unknown. May be repeated.",
)
@click.option(
    "--prelude",
    "preludes",
    multiple=True,
    metavar="FILE",
    help="A file with declarations that are missing in SOURCE. May be repeated.",
)
@click.option(
    "--descriptions/--no-descriptions",
    default=None,
    help="Import the doc comments as descriptions.  [default: descriptions]",
)
@click.option(
    "--constants",
    is_flag=True,
    default=None,
    help="Import the exported constants whose values JSON can carry as well.",
)
@click.option(
    "--with-dependencies",
    is_flag=True,
    default=None,
    help="Download the packages that the declarations of a release import as well.",
)
@click.option(
    "--verify",
    is_flag=True,
    help="Compare the imported types with the TypeScript compiler; needs Node.js.",
)
@click.option(
    "--typescript",
    metavar="PATH",
    help="The package typescript for --verify, or a folder whose node_modules has it.",
)
@options.project
@options.form
@reports_problems
def import_(
    source: str | None,
    packages: tuple[str, ...],
    output: str | None,
    entries: tuple[str, ...],
    exclude: tuple[str, ...],
    preludes: tuple[str, ...],
    descriptions: bool | None,
    constants: bool | None,
    with_dependencies: bool | None,
    verify: bool,
    typescript: str | None,
    folder: Path,
    form: str,
) -> None:
    """Make a spec from the types that SOURCE declares, with one file per module.

    SOURCE is a .ts or .d.ts file, a folder, a release on a registry such as npm:@acme/shop@1.2.0,
    an unpacked npm package or its archive, a saved TypeDoc reference (the folder of the site, one
    page as HTML or text, or its JSON), or "-" for standard input. Types that could not be imported
    exactly are listed in a table at the end; the exit code is 0 all the same.

    With --package, SOURCE and the options are written into the settings of the package. Without
    SOURCE, the settings say what to import, for the named packages or for all.

    With --verify, the exit code is 1 if the TypeScript compiler disagrees about a value of an
    imported type.

    \b
    Examples:
        typescribe import messages.d.ts
        typescribe import npm:@acme/shop --package shop --entry Order
        typescribe import
        typescribe import types.d.ts --entry AgentContact --prelude missing.d.ts
        typescribe import node_modules/@acme/shop --output spec/shop --verify
    """
    given: dict[str, Any] = {
        "entries": entries or None,
        "exclude": exclude or None,
        "prelude": preludes or None,
        "descriptions": descriptions,
        "constants": constants,
        "with_dependencies": with_dependencies,
    }
    given = {key: value for key, value in given.items() if value is not None}
    _assert_usage(source, packages, output, given)
    installed = _installed(source or ".", typescript) if verify else None
    remembered: list[str] = []
    with ExitStack() as stack:
        if source is None or packages:
            from typescribe.cli.package_imports import import_packages

            project = folder.resolve()
            done, remembered = import_packages(stack, project, source, packages, given)
        else:
            done = {"": _imported(stack, source, output, given)}
        verified = {name: _verified(each, installed) for name, each in done.items() if installed}
    _print(done, verified, form, output is not None or "" not in done)
    for line in remembered:
        click.echo(visible(line), err=True)
    if output is not None:
        _advise(output)
    if any(each.disagreements for each in verified.values()):
        raise SystemExit(EXIT_NO)


def _assert_usage(
    source: str | None, packages: tuple[str, ...], output: str | None, given: dict[str, Any]
) -> None:
    if source is None and (given or output is not None):
        name = "--output" if output is not None else "The options of an import"
        message = f"{name} cannot be given without SOURCE: the settings of a package have them."
        raise click.UsageError(message)
    if output is not None and packages:
        raise click.UsageError("--output cannot be combined with --package, whose spec is written.")
    if source is not None and len(packages) > 1:
        raise click.UsageError("SOURCE can be imported into one --package at a time.")
    if source == "-" and packages:
        message = "Standard input cannot be imported again; give --package a file."
        raise click.UsageError(message)


def _imported(
    stack: ExitStack, given: str, output: str | None, settings: dict[str, Any]
) -> Imported:
    """Import a source that is not of a package, and write the spec if there is an output."""
    from typescribe.importing import command, importer, npm_source
    from typescribe.language.errors import Problem, SpecError
    from typescribe.language.text_files import decoded
    from typescribe.project import output as writing

    if output == "":
        # Most likely an unset variable in a script; the current folder is ".".
        raise SpecError([Problem("--output", "expected a folder; found nothing")])
    chosen = command.Options(
        settings.get("entries", ()),
        settings.get("exclude", ()),
        settings.get("prelude", ()),
        settings.get("descriptions", True),
        settings.get("with_dependencies", False),
        settings.get("constants", False),
    )
    if given == "-":
        source = importer.Source(given, decoded(sys.stdin.buffer.read(), "stdin"))
    else:
        with status(f"reading {given}"):
            source = stack.enter_context(npm_source.acquired(given))
    folder = Path(output) if output else None
    with status(f"importing {source.given}"):
        done = command.run(source, folder, folder.as_posix() if folder else "", chosen)
    if done.plan:
        writing.write(done.plan)
    return done


def _installed(source: str, typescript: str | None) -> Installed:
    from typescribe.verifying import installed

    start = Path(source)
    return installed.find(start if start.exists() else Path.cwd(), typescript)


def _verified(done: Imported, installed: Installed) -> Verified:
    from typescribe.verifying.verify import verify

    with types_done(f"comparing with TypeScript {installed.version}") as move_on:
        return verify(done.source, done.read, done.by_hand, installed, move_on)


def _print(
    done: dict[str, Imported], verified: dict[str, Verified], form: str, is_written: bool
) -> None:
    """Print the specs unless they are written, and the reports."""
    from typescribe.text.reports import width_of

    if form == "json":
        found = [_as_json(name, each, verified.get(name)) for name, each in done.items()]
        click.echo(json.dumps(found[0] if "" in done else found, indent=2))
        return
    stream = sys.stdout if is_written else sys.stderr
    width = width_of(stream)
    for place, (name, each) in enumerate(done.items()):
        if not is_written:
            for text in each.printed():
                click.echo(text)
        checked = map(visible, _lines(verified.get(name)))
        for line in (*[""] * bool(place), *each.report(width), *checked):
            click.echo(line, err=not is_written)


def _as_json(name: str, done: Imported, verified: Verified | None) -> dict[str, Any]:
    from typescribe.verifying import report

    package = {"package": name} if name else {}
    checked = {"verified": report.as_json(verified)} if verified else {}
    return {**package, **done.as_json(), **checked}


def _lines(verified: Verified | None) -> Iterator[str]:
    if verified:
        from typescribe.verifying import report

        yield ""
        yield from report.lines(verified)


def _advise(output: str) -> None:
    """Say what to do if no package of the project has the output as its spec."""
    from typescribe.project.unused_spec import advice

    if text := advice(Path(output)):
        click.echo(visible(text), err=True)
