"""Pages are right: all sessions, files and excerpts of all pages are run and compared."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from pages import figures, page, types
from pages.markdown import blocks, matches, replaced, shortened, stands_in

PAGES = page.files()


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
@pytest.mark.parametrize("file", PAGES, ids=lambda file: str(file.relative_to(page.ROOT)))
def test_a_page_shows_what_was_run(file: Path, tmp_path: Path) -> None:
    made = page.run(file.read_text(encoding="utf-8"), tmp_path)
    assert not made.differences, "\n".join(map(str, made.differences))


PAGE = """\
# A page

```yaml title="notes/a.yaml"
key: value
```

```console
$ cat notes/a.yaml
key: velue
$ cd notes && name=a
$ cat <<'END'
one
END
one
$ ls
> ls $name.yaml
...
a.yaml
```

```pycon
>>> x = 1
>>> for i in range(2):
...     print(i)
0
1

>>> x + 1
3
>>> int("a")
Traceback (most recent call last):
  ...
ValueError: ...
```

```text title="notes/a.yaml (excerpt)"
key: valoe
```
"""


def test_wrong_output_is_found_and_updated(tmp_path: Path) -> None:
    made = page.run(PAGE, tmp_path)
    assert [str(difference) for difference in made.differences] == [
        "line 8: $ cat notes/a.yaml\nshould say:\nkey: velue\nsays:\nkey: value\n",
        "line 28: >>> x + 1\nshould say:\n3\nsays:\n2\n",
        "line 37: this is not in notes/a.yaml:\nkey: valoe\n",
    ]
    assert made.page == PAGE.replace("velue", "value").replace("\n3\n", "\n2\n")


def test_a_command_that_waits_for_an_answer_gets_none(tmp_path: Path) -> None:
    text = "```console\n$ cat\n$ read answer || echo none\nnone\n```\n"
    assert page.run(text, tmp_path).differences == ()


def test_a_shell_that_ends_is_reported(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match="the shell has ended"):
        page.run("```console\n$ exit 3\n```\n", tmp_path)


def test_hidden_commands_are_run_and_must_not_fail(tmp_path: Path) -> None:
    text = "<!-- $ echo 1 > a -->\n\n```console\n$ cat a\n1\n```\n"
    assert page.run(text, tmp_path).differences == ()
    (found,) = page.run("<!-- $ echo no; false -->\n", tmp_path).differences
    assert str(found) == "line 1: echo no; false\nfails: no\n"


def test_what_needs_the_registry_is_run_only_on_request(tmp_path: Path) -> None:
    text = "<!-- needs npm -->\n\n```console\n$ echo 1\n2\n```\n\n```console\n$ echo 3\n3\n```\n"
    assert page.run(text, tmp_path).differences == ()
    (found,) = page.run(text, tmp_path, with_npm=True).differences
    assert str(found) == "line 4: $ echo 1\nshould say:\n2\nsays:\n1\n"


def test_a_command_shown_without_output_must_not_fail(tmp_path: Path) -> None:
    (found,) = page.run("```console\n$ cat nothing\n...\n```\n", tmp_path).differences
    assert str(found).startswith("line 2: $ cat nothing\nfails, and says:\ncat: nothing: No such")


def test_a_prompt_that_is_not_run_is_reported(tmp_path: Path) -> None:
    (found,) = page.run("```sh\n$ make\n```\n", tmp_path).differences
    assert str(found) == "line 2: a sh block shows a prompt"


@pytest.mark.parametrize("text", ["```sh\nmake\n", "- list\n  ```sh\n  make\n  ```\n"])
def test_a_block_that_would_be_overlooked_is_rejected(text: str) -> None:
    with pytest.raises(ValueError, match="a fence is indented, not closed"):
        blocks(text)


def test_blocks_know_their_headings_and_lines() -> None:
    found = blocks('# A\n\n## B\n```sh\na\n```\n### C\n```yaml title="x (excerpt)"\nb\n```\n')
    assert [(b.heading, b.language, b.line, b.file, b.is_excerpt) for b in found] == [
        ("B", "sh", 5, None, False),
        ("C", "yaml", 9, "x", True),
    ]
    assert replaced("```sh\na\n```\n", {blocks("```sh\na\n```\n")[0]: "b\n"}) == "```sh\nb\n```\n"


@pytest.mark.parametrize(
    ("shown", "said", "same"),
    [
        ("a\n...\nc\n", "a\nb\nb\nc\n", True),
        ("a\n...\nc\n", "a\nb\n", False),
        ("took ... s\n", "took 0.1 s\n", True),
        ("took ... s\n", "took 0.1\n s\n", False),
        ("", "a\n", False),
    ],
)
def test_three_dots_stand_for_what_may_vary(shown: str, said: str, same: bool) -> None:
    assert matches(shown, said) is same


def test_output_whose_end_was_cut_is_cut_again() -> None:
    assert shortened("15 files\n  a\n  b\n", "14 files\n...\n") == "15 files\n...\n"
    assert shortened("15 files\n  a\n", "14 files\n") == "15 files\n  a\n"


@pytest.mark.parametrize(
    ("excerpt", "found"),
    [("b\nc\n", True), ("a\n...\nc\n", True), ("a\nc\n", False), ("c\n...\na\n", False)],
)
def test_an_excerpt_is_lines_in_a_row(excerpt: str, found: bool) -> None:
    assert stands_in(excerpt, "a\nb\nc\n") is found


TABLE = """\
<!-- types -->
| written | Python | is | is not |
| --- | --- | --- | --- |
| `string \\| null` | `int` | `"a"` `null` | `1` `"b"` |
| `x?: string` | `str \\| None = None` | `{}` `{"x": null}` | `{"x": 1}` |
<!-- end -->
"""


def test_a_table_of_types_is_compared_with_generated_code() -> None:
    made, differences = types.updated(TABLE)
    assert made == TABLE.replace("`int`", r"`str \| None`")
    assert differences == [
        (4, r"in Python this is `str \| None`"),
        (4, '{"x": "b"} is accepted'),
        (5, '{"x": null} is rejected'),
    ]


def test_figures_are_those_that_were_measured_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(figures, "ROOT", tmp_path)
    (tmp_path / "a.md").write_text(
        "| work | µs |\n| --- | --: |\n| load | 14.4 |\n| dump | 7.7 |\n| load | 9.9 |\n"
    )
    text = (
        "<!-- figures of a.md -->\n| work | µs |\n| --- | --: |\n| load | 13.9 |\n| sing | 1 |\n"
        "<!-- end -->\n"
    )
    made, differences = figures.updated(text)
    assert made == text.replace("13.9", "14.4")
    assert differences == [
        (4, "a.md says: | load | 14.4 |"),
        (5, "a.md has no such row"),
    ]
