"""A cluster of two workers on this machine, one of which is killed, has the result of one core."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("distributed")

PROGRAM = """
import os, signal, sys, threading, time
from distributed import Client, LocalCluster
from typescribe.archives import running
from typescribe.cli.main import main

def on_cluster(arguments):
    with LocalCluster(
        n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address=None
    ) as cluster, Client(cluster, set_as_default=False) as client:
        address = cluster.scheduler_address
        pids = client.run(os.getpid)
        def kill():
            while not any(client.processing().values()):
                time.sleep(0.01)
            os.kill(next(iter(pids.values())), signal.SIGKILL)
        threading.Thread(target=kill, daemon=True).start()
        for command in ("validate", "observe"):
            try:
                main([command, *arguments, "--cluster", address], prog_name="typescribe")
            except SystemExit as end:
                print(command, end.code)

if __name__ == "__main__":
    running.PART = 20_000
    on_cluster(sys.argv[1:])
    sys.stdout.flush()
    os._exit(0)
"""
SPEC = """
types:
  Order:
    fields:
      id: string
      amount?: number
"""


def run(*arguments: str) -> tuple[int, str]:
    ran = subprocess.run(
        [sys.executable, *arguments], capture_output=True, text=True, check=False, timeout=120
    )
    return ran.returncode, ran.stdout


def test_a_cluster_has_the_result_of_one_core_even_if_a_worker_is_killed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("pyproject.toml").write_text("[tool.typescribe.packages.shop]\n")
    Path("spec/shop").mkdir(parents=True)
    Path("spec/shop/orders.yaml").write_text(SPEC)
    Path("program.py").write_text(PROGRAM)
    rng = random.Random(1)
    orders = [{"id": "1"}, {"id": 2}, {"amount": None}, {"id": "x", "more": 1}]
    lines = "".join(f"{json.dumps(rng.choice(orders))}\n" for _ in range(20_000))
    Path("orders.jsonl").write_text(lines)
    arguments = ("orders.jsonl", "--type", "Order")
    expected = ""
    for command in ("validate", "observe"):
        code, printed = run("-m", "typescribe", command, *arguments, "--jobs", "1")
        expected += f"{printed}{command} {code}\n"
    assert run("program.py", *arguments) == (0, expected)
