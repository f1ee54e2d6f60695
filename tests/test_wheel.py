"""The wheel carries all that the generator needs, and works where there is nothing else of ours."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).parent.parent

PYPROJECT = '[tool.typescribe.packages.parcels]\ntargets = ["dataclasses", "validators"]\n'
SPEC = "types:\n  Parcel: {fields: {id: string, 'weight?': number}}\n"


def run(*command: str | Path, cwd: Path) -> str:
    ran = subprocess.run(
        list(map(str, command)), cwd=cwd, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout


def test_the_wheel_generates_in_somebody_elses_project(tmp_path: Path) -> None:
    run(sys.executable, "-m", "build", "--wheel", "--outdir", tmp_path, ROOT, cwd=tmp_path)
    (wheel,) = tmp_path.glob("typescribe-*.whl")
    carried = set(zipfile.ZipFile(wheel).namelist())
    templates = {f"typescribe/templates/{file.name}" for file in (ROOT / "templates").iterdir()}
    assert templates <= carried
    others = {"spec.schema.json", "overlay.schema.json", "starting/messages.yaml"}
    assert {f"typescribe/{name}" for name in (*others, "runtime/_runtime.py")} <= carried
    assert {name.split("/")[0].split("-")[0] for name in carried} == {"typescribe"}

    project = tmp_path / "project"
    (project / "spec" / "parcels").mkdir(parents=True)
    (project / "pyproject.toml").write_text(PYPROJECT)
    (project / "spec" / "parcels" / "parcel.yaml").write_text(SPEC)
    python = project / ".venv" / "bin" / "python"
    run(sys.executable, "-m", "venv", ".venv", cwd=project)
    constraints = ROOT / "constraints.txt"
    run(python, "-m", "pip", "install", "-q", "-c", constraints, wheel, cwd=project)
    told = run(python.parent / "typescribe", "generate", cwd=project)
    assert told.startswith("parcels: 14 of 14 files written to generated/parcels\n")
    told = run(python.parent / "typescribe", "check", cwd=project)
    assert told == "parcels: up to date, 14 files in generated/parcels\n"
    run(python.parent / "typescribe", "init", "orders", cwd=project)
    told = run(python.parent / "typescribe", "generate", "orders", cwd=project)
    assert told.startswith("orders: 15 of 15 files written to generated/orders\n")
    script = 'from parcels import Parcel; print(Parcel.from_json(\'{"id": "7"}\').to_dict())'
    assert (
        run(
            sys.executable,
            "-I",
            "-c",
            f"import sys; sys.path.insert(0, 'generated'); {script}",
            cwd=project,
        )
        == "{'id': '7'}\n"
    )
