"""Hostile revisions of git as an argument of `diff`: a result, or one line and exit code 2."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from typescribe.cli.main import main
from typescribe.comparing import revisions

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="needs git")
SPEC = "types:\n  A: {type: string}\n"


def git(*arguments: str, given: bytes = b"") -> str:
    identity = ["-c", "user.name=A", "-c", "user.email=a@example.com"]
    command = ["git", *identity, *arguments]
    return subprocess.run(command, check=True, capture_output=True, input=given).stdout.decode()


@pytest.fixture(autouse=True)
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    git("init", "--quiet")
    Path("new").mkdir()
    Path("new/a.yaml").write_text(SPEC)


def blob(content: bytes) -> str:
    return git("hash-object", "-w", "--stdin", given=content).strip()


def tree(*entries: tuple[str, str, str]) -> str:
    """Store a tree with a mode, an object and a name for each entry; nothing is checked."""
    lines = b"".join(
        f"{mode} {'tree' if mode == '040000' else 'commit' if mode == '160000' else 'blob'} "
        f"{object_id}\t{name}\0".encode()
        for mode, object_id, name in entries
    )
    return git("mktree", "-z", "--missing", given=lines).strip()


def commit(tree_id: str) -> str:
    return git("commit-tree", tree_id, "-m", "as it is").strip()


def diff(old: str, new: str = "new") -> tuple[int, str, str]:
    result = CliRunner().invoke(main, ["diff", old, new])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.output
    return result.exit_code, result.stdout, result.stderr


FILE, FOLDER, SUBMODULE = "100644", "040000", "160000"


def test_a_submodule_is_a_folder_to_a_spec_and_nothing_to_an_import() -> None:
    module = "1" * 40
    spec = tree((FILE, blob(SPEC.encode()), "a.yaml"), (SUBMODULE, module, "b.yaml"))
    types = blob(b"export type A = string;")
    package = tree((FILE, types, "a.d.ts"), (SUBMODULE, module, "b.d.ts"))
    top = tree((FOLDER, spec, "spec"), (FOLDER, package, "package"), (SUBMODULE, module, "module"))
    revision = commit(top)
    assert diff(f"{revision}:spec") == (
        2,
        "",
        f"{revision}:spec/b.yaml: a folder; expected a file\n",
    )
    assert diff(f"{revision}:package")[:2] == (0, "no differences in 1 type\n")
    assert diff(f"{revision}:module") == (
        2,
        "",
        f"{revision}:module: a submodule there; compare it in its own repository\n",
    )


def test_the_content_of_a_file_that_is_too_large_is_not_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    large = blob(b"#" * 5_000_001)
    sources = tree(
        (FILE, blob(b"// " * 7_000_000), "a.ts"), (FILE, blob(b"export type A = string;"), "b.ts")
    )
    revision = commit(tree((FOLDER, tree((FILE, large, "a.yaml")), "s"), (FOLDER, sources, "t")))
    asked: list[str] = []
    before = subprocess.run

    def counting(command: list[str], **options: object) -> object:
        asked.extend(command)
        done = before(command, **options)  # type: ignore[call-overload]
        assert len(done.stdout) < 6_000_000
        return done

    monkeypatch.setattr(subprocess, "run", counting)
    for path in ("s", "s/a.yaml"):
        assert diff(f"{revision}:{path}") == (
            2,
            "",
            f"{revision}:s/a.yaml: 5,000,001 bytes; the limit is 5,000,000; split the file\n",
        )
    assert "cat-file" in asked
    exit_code, output, notes = diff(f"{revision}:t/b.ts")
    assert (exit_code, output, notes) == (0, "no differences in 1 type\n", "")
    assert diff(f"{revision}:t/a.ts") == (
        2,
        "",
        f"{revision}:t/a.ts: 21,000,000 bytes; the limit is 20,000,000; split the file\n",
    )


def test_a_tree_of_any_number_of_files_is_not_listed_to_its_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    inner = tree(*((FILE, blob(SPEC.encode()), f"{n}.yaml") for n in range(10)))
    for _ in range(12):  # 10 to the power of 13 files
        inner = tree(*((FOLDER, inner, f"f{n}") for n in range(10)))
    spec = tree((FOLDER, inner, "all"), (FILE, blob(SPEC.encode()), "a.yaml"))
    revision = commit(tree((FOLDER, spec, "spec")))
    monkeypatch.setattr(revisions, "ENTRIES_LIMIT", 5_000)
    message = "more than 5,000 files; give a smaller folder"
    monkeypatch.setattr(revisions, "FILES_LIMIT", 10_000)
    assert diff(f"{revision}:spec") == (2, "", f"{revision}:spec: {message}\n")
    monkeypatch.setattr(revisions, "FILES_LIMIT", 1_000)
    message = "more than 1,000 files to read; give a smaller folder"
    assert diff(f"{revision}:spec") == (2, "", f"{revision}:spec: {message}\n")


def test_the_bytes_of_all_files_together_are_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    files = [(FILE, blob(SPEC.encode() + b"#" * n), f"{n}.yaml") for n in range(10)]
    revision = commit(tree(*files))
    monkeypatch.setattr(revisions, "TOTAL_LIMIT", 200)
    message = "more than 200 bytes to read; give a smaller folder"
    assert diff(f"{revision}:") == (2, "", f"{revision}:: {message}\n")


def test_names_of_255_bytes_and_longer_are_read_or_reported() -> None:
    name = "é" * 125 + ".yaml"  # 255 bytes
    revision = commit(tree((FOLDER, tree((FILE, blob(SPEC.encode()), name)), "spec")))
    assert diff(f"{revision}:spec")[:2] == (0, "no differences in 1 type\n")
    assert diff(f"{revision}:spec/{name}")[:2] == (0, "no differences in 1 type\n")
    revision = commit(tree((FOLDER, tree((FILE, blob(SPEC.encode()), "é" * 99 + name)), "spec")))
    exit_code, _, errors = diff(f"{revision}:spec")
    shown = f'"{"é" * 40}…" cannot be written: longer than a path may be on this system'
    assert (exit_code, errors) == (2, f"{revision}:spec: {shown}\n")
    revision = commit(tree((FILE, blob(SPEC.encode()), "a.yaml"), (FOLDER, tree(), "x" * 300)))
    assert diff(f"{revision}:{'x' * 300}")[0] == 2


def test_a_file_that_is_a_folder_as_well_is_reported() -> None:
    types = blob(b"export type A = string;")
    inner = tree((FILE, types, "b.d.ts"))
    twice = git(
        *("hash-object", "-w", "-t", "tree", "--literally", "--stdin"),
        given=b"".join(
            f"{mode} a.d.ts\0".encode() + bytes.fromhex(object_id)
            for mode, object_id in (("100644", types), ("40000", inner))
        ),
    ).strip()
    revision = commit(twice)
    exit_code, _, errors = diff(f"{revision}:")
    assert (exit_code, len(errors.splitlines())) == (2, 1)
    assert '"a.d.ts/b.d.ts" cannot be written: ' in errors


def test_a_name_that_a_tree_has_twice_is_reported() -> None:
    object_id = blob(SPEC.encode())
    entry = b"100644 a.yaml\0" + bytes.fromhex(object_id)
    arguments = ("hash-object", "-w", "-t", "tree", "--literally", "--stdin")
    revision = commit(git(*arguments, given=2 * entry).strip())
    message = '"a.yaml" cannot be written: another file has that name'
    assert diff(f"{revision}:") == (2, "", f"{revision}:: {message}\n")


def test_a_folder_that_begins_with_a_dot_is_found_from_the_root(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    hidden = tree((FILE, blob(b"export type A = string;"), "a.d.ts"))
    revision = commit(tree((FOLDER, hidden, ".types")))
    monkeypatch.chdir("new")
    assert diff(f"{revision}:.types", "a.yaml")[:2] == (0, "no differences in 1 type\n")


@pytest.mark.parametrize("old", ["x" * 5_000, "HEAD:" + "x" * 5_000, "x" * 5_000 + ":y"])
def test_a_path_that_no_system_takes_is_reported(old: str) -> None:
    exit_code, _, errors = diff(old)
    assert (exit_code, len(errors.splitlines())) == (2, 1)


def test_a_revision_reads_nothing_from_the_disk(tmp_path: Path) -> None:
    secret = tmp_path / "secret.d.ts"
    secret.write_text("export type A = string;")
    outside = f"../..{secret.as_posix()}".removesuffix(".d.ts")
    leads = f'import {{ A }} from "{outside}"; export type B = A;'
    linked = blob(secret.as_posix().encode())
    top = tree((FILE, blob(leads.encode()), "a.d.ts"), ("120000", linked, "b.d.ts"))
    revision = commit(top)
    assert diff(f"{revision}:b.d.ts") == (
        2,
        "",
        f'{revision}:b.d.ts: "b.d.ts" is a symbolic link there; '
        "compare a folder that contains the file\n",
    )
    revision = commit(tree((FILE, blob(leads.encode()), "a.d.ts")))
    assert diff(f"{revision}:a.d.ts")[2] == (
        f"{revision}:a.d.ts: 1 type: 0 exact, 1 approximated, 0 left out; "
        "typescribe import says why\n"
    )
