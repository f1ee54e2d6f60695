"""Nothing that typescribe prints or writes holds a character that hides what a text says."""

from __future__ import annotations

import json
import sys
import unicodedata
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from typescribe.cli.main import main
from typescribe.language.visible import UNPRINTABLE

HIDDEN = (
    "a\u202eb\u200bc\u00add\u2066e\ufefff\u061cg\u2028h\u200di\ufe0fj\u180ek\u3164l\u2060m\u200cn"
)
COMMANDS = f"{HIDDEN}\x1b]0;x\x07\x9b1m"
Q = json.dumps

SPEC = f"""
description: {Q(HIDDEN)}
types:
  A:
    description: {Q(HIDDEN)}
    deprecated: {Q(HIDDEN)}
    fields:
      {Q(COMMANDS)}: {{type: string, description: {Q(COMMANDS)}, deprecated: {Q(HIDDEN)}}}
      plain: {{type: {Q('"' + HIDDEN + '" | "x"')}}}
      template: {Q("`" + HIDDEN.replace(chr(0x2028), "") + "${string}`")}
      inner: {{name: Inner, fields: {{{Q(HIDDEN + "?")}: "1"}}}}
      "[key: string]": unknown
  "Z\u3164":
    fields: {{{Q(HIDDEN)}: string}}
  E:
    open: true
    values: {{{Q(HIDDEN)}: {Q(HIDDEN)}, b: {Q(HIDDEN)}}}
"""
TYPESCRIPT = f"""
/** {HIDDEN} */
export interface A {{
  /** {HIDDEN}
   * @deprecated {HIDDEN} */
  {Q(HIDDEN, ensure_ascii=False)}: string;
  /** {HIDDEN.replace(chr(0x2028), "")}
   *
   * {HIDDEN.replace(chr(0x2028), "")} */
  template: `{HIDDEN.replace(chr(0x2028), "")}${{string}}`;
  {Q(HIDDEN + "m", ensure_ascii=False)}(): void;
  inner?: {{ /** {HIDDEN} */ {Q(HIDDEN, ensure_ascii=False)}: Missing }}[];
}}
export interface Z\u3164 {{ a: A | Z\u3164[] }}
export enum E {{ /** {HIDDEN} */ X = {Q(HIDDEN, ensure_ascii=False)}, B = "b" }}
export type V = /** {HIDDEN} */ {Q(HIDDEN, ensure_ascii=False)} | /** {HIDDEN} */ "v";
"""
TARGETS = ["dataclasses", "typed_dicts", "validators", "json_schema", "html", "markdown"]
SETTINGS = f"[tool.typescribe.packages.p]\ntargets = {json.dumps([*TARGETS, 'typescript'])}\n"
MESSAGE = json.dumps({COMMANDS: 1, "plain": HIDDEN, f"q{COMMANDS}": 2, "inner": {HIDDEN: 3}})


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("pyproject.toml").write_text(SETTINGS)
    Path("spec/p").mkdir(parents=True)
    Path("spec/p/a.yaml").write_text(SPEC)


def hidden(text: str, kept: str = "\n") -> set[str]:
    """Return the names of the characters in a text that nobody can see."""
    found = {match[0] for match in UNPRINTABLE.finditer(text)} - set(kept)
    return {unicodedata.name(character, hex(ord(character))) for character in found}


def run(*arguments: str, given: str | None = None, kept: str = "\n") -> Result:
    result = CliRunner().invoke(main, list(arguments), input=given)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.output
    assert result.exit_code in (0, 1), result.stderr
    assert not hidden(result.stdout, kept)
    assert not hidden(result.stderr)
    return result


def test_no_generated_file_hides_a_text() -> None:
    run("generate")
    files = [path for path in Path("generated/p").rglob("*") if path.is_file()]
    assert len(files) > 10
    for file in files:
        assert not hidden(file.read_text()), file


def test_no_import_hides_a_text() -> None:
    names = [f"{HIDDEN}.d.ts", "x.d.ts"]
    for name in names:
        Path(name).write_text(TYPESCRIPT)
        assert "Missing" in run("import", name).stderr
        run("import", name, "--output", "imported")
        for file in Path("imported").iterdir():
            assert not hidden(file.read_text()), file
    Path("package").mkdir()
    manifest = {"name": HIDDEN, "version": HIDDEN, "types": "a.d.ts"}
    Path("package/package.json").write_text(json.dumps(manifest))
    Path("package/a.d.ts").write_text("export type A = Missing;")
    run("import", "package")
    Path("spec/q").mkdir()
    Path("spec/q/a.yaml").write_text(Path("imported").joinpath("x.yaml").read_text())
    assert "no differences" in run("diff", "spec/q", "x.d.ts").stdout, "it is read as it was"


@pytest.mark.parametrize(
    "arguments",
    [
        *(["show", name, *form] for name in ("A", "E") for form in ([], ["--format", "json"])),
        *(["diff", "old", "spec/p", "--format", form] for form in ("text", "json", "markdown")),
        *(["check", *form] for form in ([], ["--format", "json"])),
    ],
    ids=" ".join,
)
def test_no_command_prints_a_hidden_text_of_a_spec(arguments: list[str]) -> None:
    Path("old").mkdir()
    Path("old/a.yaml").write_text(SPEC.replace("type: string", "type: number"))
    run(*arguments)


@pytest.mark.parametrize(
    "arguments",
    [
        ["validate"],
        ["validate", "--undeclared"],
        ["validate", "--format", "json"],
        ["observe"],
        *(["observe", "--format", form] for form in ("json", "markdown", "html")),
    ],
    ids=" ".join,
)
def test_no_command_prints_a_hidden_key_of_a_message(arguments: list[str]) -> None:
    Path(f"{HIDDEN}.json").write_text(f"{MESSAGE}\n[\n{MESSAGE}\n")
    Path(f"{HIDDEN}1.json").write_text("")
    command, *others = arguments
    for sources in ([f"{HIDDEN}.json"], [f"{HIDDEN}.json", f"{HIDDEN}1.json"]):
        run(command, *sources, "--type", "A", *others)


def test_no_file_that_is_in_the_way_is_printed_as_it_is() -> None:
    run("generate")
    Path("generated/p/models.py").write_text("# Generated by typescribe from x\n\x1b]0;x\x07\u202e")
    name = f"{HIDDEN}\x1b.py"
    Path("generated/p", name).write_text("# Generated by typescribe from x\n")
    assert "\\u202e" in run("check").stdout
    assert "removed" in run("generate").stdout


def test_settings_are_no_markup_of_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("pyproject.toml").write_text('[tool.typescribe.packages.p]\nspec = "[/x]"\n')
    Path("[/x]").mkdir(parents=True)
    Path("[/x]/a.yaml").write_text(SPEC)
    from typescribe.cli import messages

    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    with messages.status("reading [/x] \x1b"):
        pass
    with messages.types_done("reading [/x] \x1b") as move_on:
        move_on(1, 2)


@pytest.mark.parametrize(
    ("wire_name", "shown"),
    [
        ("caf\u00e9\u200d", "caf\u00e9\\u200d"),
        ("a\ufe0fb", "a\\ufe0fb"),
        ("1\ufe0f\u20e3", "1\ufe0f\u20e3"),
        ("\u0645\u06cc\u200c\u062e", "\u0645\u06cc\u200c\u062e"),
        ("\u2764\ufe0f", "\u2764\ufe0f"),
        ("\U0001f468\u200d\U0001f469", "\U0001f468\u200d\U0001f469"),
    ],
)
def test_pages_keep_joiners_and_variants_where_they_are_seen(wire_name: str, shown: str) -> None:
    from typescribe.text.markup import page_line, page_text

    assert page_line(wire_name) == page_text(wire_name) == shown
