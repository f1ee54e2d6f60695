"""Try the hooks of this repository as another one uses them: `make hooks`.

    python -m hooks_trial

pre-commit installs typescribe from a copy of this repository into an environment of its own, so
this needs PyPI. Exits with 1 if a hook does not work as expected.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
BUILD = ROOT / "build" / "hooks"
PUBLISHED = (
    *("generator", "templates", "pyproject.toml", "README.md", "LICENSE"),
    ".pre-commit-hooks.yaml",
)
CONFIG = """\
repos:
  - repo: {repository}
    rev: {revision}
    hooks:
      - id: typescribe-generate
      - id: typescribe-check
"""
SPEC = "types:\n  Order: {fields: {id: string}}\n"
IDENTITY = ("-c", "user.name=Trial", "-c", "user.email=trial@example.org")
ENVIRONMENT = {
    **os.environ,
    "PRE_COMMIT_HOME": str(BUILD / "home"),
    "PIP_CONSTRAINT": str(ROOT / "constraints.txt"),
    "PIP_DISABLE_PIP_VERSION_CHECK": "1",
}


def main() -> int:
    shutil.rmtree(BUILD, ignore_errors=True)
    published, project = BUILD / "typescribe", BUILD / "project"
    published.mkdir(parents=True)
    for name in PUBLISHED:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, published / name)
    revision = committed(published)

    spec, output = project / "spec" / "shop", project / "generated" / "shop"
    spec.mkdir(parents=True)
    (spec / "orders.yaml").write_text(SPEC)
    (project / "pyproject.toml").write_text("[tool.typescribe.packages.shop]\n")
    (project / ".pre-commit-config.yaml").write_text(
        CONFIG.format(repository=published.as_uri(), revision=revision)
    )
    committed(project)
    fine = [
        tried("missing files are generated, and the hook fails", project, "generate", passes=False),
        tried("what is generated passes", project, "generate", "check", passes=True),
    ]
    (output / "models.py").write_text((output / "models.py").read_text() + "a = 1\n")
    fine.append(tried("an edit by hand is reported", project, "check", passes=False))
    (spec / "orders.yaml").write_text(SPEC.replace("string", "strin"))
    fine.append(tried("a broken spec is reported", project, "generate", "check", passes=False))
    (spec / "orders.yaml").write_text(SPEC.replace("string", "number"))
    fine.append(tried("an edited spec is generated, and the hook fails", project, passes=False))
    fine.append(tried("and passes then", project, "generate", "check", passes=True))
    return 0 if all(fine) else 1


def committed(folder: Path) -> str:
    """Create a git repository in a folder, and return the hash of its only commit."""
    for command in (("init", "--quiet"), ("add", "--all"), ("commit", "--quiet", "-m", "Trial")):
        subprocess.run(["git", *IDENTITY, *command], cwd=folder, env=ENVIRONMENT, check=True)
    head = ["git", "rev-parse", "HEAD"]
    return subprocess.check_output(head, cwd=folder, env=ENVIRONMENT, text=True).strip()


def tried(claim: str, project: Path, *hooks: str, passes: bool) -> bool:
    """Run the given hooks, or all; return whether each passes or fails as expected."""
    runs = [[f"typescribe-{hook}"] for hook in hooks] or [[]]
    subprocess.run(["git", "add", "--all"], cwd=project, env=ENVIRONMENT, check=True)
    fine = True
    for run in runs:
        ran = subprocess.run(
            [sys.executable, "-m", "pre_commit", "run", "--all-files", *run],
            cwd=project,
            env=ENVIRONMENT,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        if ran.returncode != (0 if passes else 1) or "typescribe" not in ran.stdout:
            print(ran.stdout)
            fine = False
    print(f"{'as it should be' if fine else 'WRONG'}: {claim}")
    return fine


if __name__ == "__main__":
    raise SystemExit(main())
