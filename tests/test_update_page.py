"""docs/update.md: its job and its tables agree with the command; `test_pages` runs its sessions."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import yaml

from typescribe.cli.main import main
from typescribe.project.import_settings import ImportSettings

PAGE = (Path(__file__).parent.parent / "docs" / "update.md").read_text(encoding="utf-8")


def test_the_scheduled_job_runs_commands_and_options_that_exist() -> None:
    (text,) = re.findall(r"^```yaml\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    job = yaml.safe_load(text)["jobs"]["update"]
    scripts = [step["run"] for step in job["steps"] if "run" in step]
    (update,) = [line for line in scripts if line.startswith("typescribe ")]
    command, *options = update.partition(" > ")[0].split()[1:]
    known = {name: option for option in main.commands[command].params for name in option.opts}
    assert options == ["--format", "markdown"]
    assert options[1] in getattr(known[options[0]].type, "choices", ())


def test_the_job_can_push_and_open_a_pull_request() -> None:
    (text,) = re.findall(r"^```yaml\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    assert yaml.safe_load(text)["permissions"] == {"contents": "write", "pull-requests": "write"}


def test_every_setting_and_its_option_are_in_the_table() -> None:
    rows = re.findall(r"^\| `(\w+)` \| (?:`(--[\w-]+)`)? ?\|", PAGE, re.MULTILINE)
    assert [name for name, _ in rows] == [field.name for field in fields(ImportSettings)]
    known = {
        name
        for option in main.commands["import"].params
        for name in (*option.opts, *option.secondary_opts)
    }
    assert {option for _, option in rows if option} <= known


def test_every_option_of_update_is_in_its_table() -> None:
    named = set(re.findall(r"^\| `(--[\w-]+)", PAGE, re.MULTILINE))
    options = {name for option in main.commands["update"].params for name in option.opts}
    assert named == {name for name in options if name.startswith("--")} - {"--project"}
