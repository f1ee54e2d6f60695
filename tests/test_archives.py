"""Archives: sources, compression, arrays, envelopes, ranges of lines, several processes."""

from __future__ import annotations

import bz2
import gzip
import http.server
import io
import json
import lzma
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from commands import Ran, run
from hypothesis import given, settings
from hypothesis import strategies as st

from typescribe.archives import decoding, running
from typescribe.archives.decoding import Malformed, Message
from typescribe.archives.layouts import read_messages
from typescribe.archives.parts import ReadOptions, open_part, parts_of
from typescribe.archives.sources import Source, find_sources
from typescribe.archives.streams import InputError, open_messages

SPEC = """
types:
  Order:
    fields:
      id: string
      amount?: number
      state?: '"open" | "sent"'
      lines?: "{sku: string}[]"
      by?: "Record<string, number>"
"""
ORDERS = [
    {"id": "1"},
    {"id": "2", "amount": "3"},
    {"amount": None},
    {"id": "4", "lines": [{"sku": 1}, {"sku": "a"}, {"sku": 2}]},
    {"id": "5", "by": {"k": "x"}, "more": 1},
]


def lines(values: list[Any]) -> bytes:
    return "".join(f"{json.dumps(value)}\n" for value in values).encode()


def zstd(data: bytes) -> bytes:
    if sys.version_info >= (3, 14):
        from compression import zstd as module
    else:
        from backports import zstd as module
    packed: bytes = module.compress(data)
    return packed


PACKERS: dict[str, Callable[[bytes], bytes]] = {
    "plain": bytes,
    "gzip": gzip.compress,
    "bzip2": bz2.compress,
    "xz": lzma.compress,
    "zstd": zstd,
}


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "pyproject.toml").write_text("[tool.typescribe.packages.shop]\n")
    (tmp_path / "spec" / "shop").mkdir(parents=True)
    (tmp_path / "spec" / "shop" / "orders.yaml").write_text(SPEC)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def validate(*arguments: str) -> Ran:
    return run("validate", *arguments, "--type", "Order")


def values(path: str) -> list[object]:
    with open_messages(path) as source:
        return [m.value for m in source.read() if isinstance(m, Message)]


# Compression


@pytest.mark.parametrize("name", PACKERS)
def test_compression_is_recognised_by_the_first_bytes_and_not_by_the_name(name: str) -> None:
    Path("orders.txt").write_bytes(PACKERS[name](lines(ORDERS)))
    assert values("orders.txt") == ORDERS


@pytest.mark.parametrize("name", ["gzip", "bzip2", "xz", "zstd"])
def test_compressed_files_that_were_joined_are_read_to_the_end(name: str) -> None:
    pack = PACKERS[name]
    Path("orders").write_bytes(pack(lines(ORDERS[:2])) + pack(lines(ORDERS[2:])))
    assert values("orders") == ORDERS


@pytest.mark.parametrize("name", ["gzip", "bzip2", "xz", "zstd"])
def test_incomplete_or_damaged_compressed_data_is_reported(name: str) -> None:
    noise = random.Random(1).randbytes(200_000).hex().encode()
    data = bytearray(PACKERS[name](b'"' + noise + b'"\n' + noise))
    Path("cut").write_bytes(data[: len(data) // 2])
    # Damaged text may unpack to other text where zstd has no checksum: damage its table.
    place = 6 if name == "zstd" else len(data) // 2
    data[place : place + 40] = b"\xff" * 40
    Path("damaged").write_bytes(data)
    advice = "compress or download it again"
    with pytest.raises(InputError) as caught:
        values("cut")
    assert str(caught.value) == f"cut: the {name} data is incomplete; {advice}"
    with pytest.raises(InputError) as caught:
        values("damaged")
    assert str(caught.value) == f"damaged: the {name} data is damaged; {advice}"


def test_zstd_without_its_module_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("orders").write_bytes(zstd(b"1\n"))
    for module in ("compression.zstd", "backports.zstd"):
        monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(InputError, match=r'orders: zstd data: pip install "typescribe\[zstd\]"'):
        values("orders")


# Sources


def paths(*names: str) -> list[str]:
    return [source.path for source in find_sources(names)]


def test_a_folder_stands_for_its_files_and_a_pattern_for_what_matches() -> None:
    for name in ("in/b.jsonl", "in/a.jsonl", "in/deep/c.jsonl.gz", "in/.hidden/d", "in/.e"):
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_bytes(b"1\n")
    everything = ["in/a.jsonl", "in/b.jsonl", "in/deep/c.jsonl.gz"]
    assert paths("in") == everything
    assert paths("in/*.jsonl") == everything[:2]
    assert paths("in/**/*.gz", "in/a.jsonl", "in") == [everything[2], *everything[:2]]


def test_a_name_that_looks_like_a_pattern_is_a_file_if_the_file_exists() -> None:
    Path("a[1].json").write_bytes(b"1\n")
    Path("a1.json").write_bytes(b"1\n")
    assert paths("a[1].json") == ["a[1].json"]


def test_every_name_without_a_file_is_reported() -> None:
    Path("empty").mkdir()
    with pytest.raises(InputError) as caught:
        find_sources(["no.json", "no*.json", "empty"])
    assert str(caught.value) == (
        'no.json: no such file; check the name, or give "-" to read standard input\n'
        "no*.json: no file matches the pattern\n"
        "empty: a folder without files"
    )


def test_urls_are_read_through_fsspec() -> None:
    fsspec = pytest.importorskip("fsspec")
    memory = fsspec.filesystem("memory")
    for name in ("day/a.jsonl", "day/b.jsonl.gz"):
        pack = gzip.compress if name.endswith("gz") else bytes
        with memory.open(f"/{name}", "wb") as file:
            file.write(pack(lines(ORDERS)))
    for named in ("memory://day", "memory://day/*"):
        assert paths(named) == ["memory:///day/a.jsonl", "memory:///day/b.jsonl.gz"]
    assert values("memory://day/b.jsonl.gz") == ORDERS
    memory.rm("/day", recursive=True)


def test_urls_are_read_from_a_server() -> None:
    pytest.importorskip("aiohttp")
    Path("orders.jsonl.gz").write_bytes(gzip.compress(lines(ORDERS)))

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: Any) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Quiet) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}"
        program = "import sys; from typescribe.cli.main import main; main(prog_name='typescribe')"
        ran = subprocess.run(
            [
                *(sys.executable, "-c", program, "validate", f"{address}/orders.jsonl.gz"),
                *("--type", "Order", "--show", "0"),
            ],
            capture_output=True,
            text=True,
            check=False,
        )
        server.shutdown()
    assert ran.returncode == 1, ran.stderr
    assert ran.stdout.startswith(
        f"{address}/orders.jsonl.gz: 5 messages, 1 valid Order, 4 invalid with 6 issues\n"
    )


def test_a_url_without_its_driver_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fsspec", None)
    with pytest.raises(InputError, match=r'pip install "typescribe\[remote\]"'):
        find_sources(["s3://bucket/a.jsonl"])


# Arrays and envelopes


def array(data: bytes, longest: int = 1_000_000) -> list[Message | Malformed]:
    return list(read_messages(io.BytesIO(data), layout="array", longest=longest))


@pytest.mark.parametrize("indent", [None, 2])
def test_the_items_of_an_array_are_messages_numbered_from_1(indent: int | None) -> None:
    assert array(json.dumps(ORDERS, indent=indent).encode()) == [
        Message(None, order, number) for number, order in enumerate(ORDERS, 1)
    ]


@settings(max_examples=40)
@given(st.lists(st.recursive(st.none() | st.integers() | st.text(), st.lists), max_size=5))
def test_an_array_is_read_as_the_json_module_reads_it(items: list[Any]) -> None:
    found = array(json.dumps(items).encode())
    assert [message.value for message in found if isinstance(message, Message)] == items


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('{"a": 1}', "expected an array of messages; choose another --layout"),
        ("", "no array of messages; choose another --layout"),
        ("[1] 2", "not JSON: more text after the array"),
        ("[1 2]", "not JSON: expecting a comma or a closing bracket after it"),
        ("[1, x]", "not JSON: expecting a value"),
        ('[1, {"a": 1', "not JSON: expecting a comma or a closing bracket"),
        ('[1, "a', "not JSON: an unclosed string"),
        ("[1, 2", "not JSON: expecting a comma or a closing bracket after it"),
    ],
)
def test_a_mistake_ends_an_array_after_the_items_before(text: str, reason: str) -> None:
    *before, last = array(text.encode())
    assert isinstance(last, Malformed) and last.reason == reason
    assert all(isinstance(message, Message) for message in before)


def test_an_item_beyond_the_bound_ends_an_array() -> None:
    *_, last = array(b'[1, "' + b"a" * 3_000_000 + b'"]', longest=1_000)
    assert isinstance(last, Malformed)
    assert last.reason == "a message of more than 1,000 bytes, or one that is not JSON"


def test_a_document_beyond_the_bound_is_malformed() -> None:
    stream = io.BytesIO(b"[" + b"1," * 1_000)
    (found,) = read_messages(stream, layout="document", longest=100)
    assert isinstance(found, Malformed)
    assert found.reason == (
        'a document of more than 100 bytes; read an array of messages with "--layout array"'
    )


def test_a_document_that_unpacks_to_more_than_a_line_may_have_is_not_held() -> None:
    with gzip.open("a.json.gz", "wb", compresslevel=1) as stream:
        stream.write(b"[\n0")
        for _ in range(257):
            stream.write(b",0" * 500_000)
    assert os.path.getsize("a.json.gz") < 3_000_000
    result = validate("a.json.gz")
    assert result.stdout.splitlines()[0] == (
        'a.json.gz: a document of more than 256 MB; read an array of messages with "--layout array"'
    )


def test_an_item_of_an_array_is_reported_by_its_number() -> None:
    Path("orders.json").write_text(json.dumps(ORDERS))
    result = validate("orders.json", "--layout", "array", "--show", "1")
    assert result.stdout.splitlines()[0] == "orders.json[2]: amount: expected number, got string"


def test_messages_are_taken_out_of_their_envelopes() -> None:
    wrapped = [{"detail": {"event": order}} for order in ORDERS[:2]]
    Path("orders.jsonl").write_bytes(lines([*wrapped, {"detail": 1}]))
    assert validate("orders.jsonl", "--at", "detail.event").stdout == (
        "orders.jsonl:2: amount: expected number, got string\n"
        'orders.jsonl:3: nothing at "detail.event"\n'
        "orders.jsonl: 3 messages, 1 valid Order, 1 invalid with 1 issue, 1 malformed\n"
    )
    Path("many.jsonl").write_bytes(lines([{"Records": ORDERS}, {"Records": []}]))
    result = validate("many.jsonl", "--at", "Records.*")
    assert result.stdout.splitlines()[6].startswith("many.jsonl: 5 messages, 1 valid Order")


# The summary


def test_the_summary_counts_by_place_with_stars_for_indices_and_keys() -> None:
    Path("orders.jsonl").write_bytes(lines(ORDERS * 10))
    result = validate("orders.jsonl", "--show", "2")
    faults = [
        "null     amount        expected number, got null  10 of 50 messages (20.0 %), first 3",
        "type     amount        expected number, got string  10 of 50 messages (20.0 %), first 2",
        "type     by[*]         expected number, got string  10 of 50 messages (20.0 %), first 5",
        "type     lines[*].sku  expected string, got number  10 of 50 messages (20.0 %), first 4",
        "missing  id            expected string, got nothing  10 of 50 messages (20.0 %), first 3",
    ]
    assert result.exit_code == 1
    assert result.stdout.splitlines() == [
        "orders.jsonl:2: amount: expected number, got string",
        "orders.jsonl:3: id: expected string, got nothing",
        "orders.jsonl: 50 messages, 10 valid Order, 40 invalid with 60 issues",
        "",
        *(fault.replace("first ", "first orders.jsonl:") for fault in faults),
    ]


def test_undeclared_properties_are_counted_separately() -> None:
    Path("orders.jsonl").write_bytes(lines([ORDERS[0], {"id": "1", "more": 1}]))
    last = validate("orders.jsonl", "--undeclared").stdout.splitlines()[-1]
    assert last == "orders.jsonl: 2 messages, 2 valid Order, 1 with 1 undeclared property"


def test_rejected_lines_are_kept_as_they_were() -> None:
    good, bad, broken = b'{"id":  "1"}\n', b'{ "id": 1 }\r\n', b"{nonsense\n"
    Path("orders.jsonl").write_bytes(good + bad + good + broken + b'{"id": 2}')
    assert validate("orders.jsonl", "--rejected", "rejected.jsonl").exit_code == 1
    assert Path("rejected.jsonl").read_bytes() == bad + broken + b'{"id": 2}\n'


def test_a_file_of_rejected_lines_that_cannot_be_written_is_reported() -> None:
    Path("orders.jsonl").write_bytes(b"1\n")
    result = validate("orders.jsonl", "--rejected", "nowhere/rejected.jsonl")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == (
        "nowhere/rejected.jsonl: cannot be written: No such file or directory\n"
    )


def test_empty_files_are_reported_and_fail_on_demand() -> None:
    Path("a.jsonl").write_bytes(lines(ORDERS[:1]))
    Path("b.jsonl").write_bytes(b"\n")
    result = validate("a.jsonl", "b.jsonl")
    assert result == (0, "b.jsonl: no messages\n2 files: 1 message, 1 valid Order\n", "")
    assert validate("a.jsonl", "b.jsonl", "--fail-on-empty").exit_code == 1
    assert validate("b.jsonl", "--fail-on-empty") == (1, "b.jsonl: no messages\n", "")


def test_a_damaged_file_does_not_stop_the_run_but_fails_it() -> None:
    Path("a.jsonl").write_bytes(lines(ORDERS[:1] * 3))
    Path("b.jsonl.gz").write_bytes(gzip.compress(lines(ORDERS[:1]))[:-4])
    Path("c.jsonl").write_bytes(lines(ORDERS[:1] * 2))
    for jobs in ("1", "2"):
        result = validate("a.jsonl", "b.jsonl.gz", "c.jsonl", "--jobs", jobs)
        assert result.exit_code == 1
        assert result.stdout == "3 files: 6 messages, 6 valid Order\n"
        assert result.stderr == (
            "b.jsonl.gz: the gzip data is incomplete; compress or download it again\n"
        )
        result = run("observe", "a.jsonl", "b.jsonl.gz", "--type", "Order", "--jobs", jobs)
        assert result.exit_code == 1
        assert result.stdout.startswith("4 messages of Order")


# The type


def test_a_type_is_an_expression_of_the_spec_or_is_rejected() -> None:
    Path("orders.jsonl").write_bytes(lines([ORDERS[:1], {"a": ORDERS[0]}]))
    for text, valid in (("Order[]", 1), ("Record<string, Order>", 1), ("Order[] | Order", 1)):
        result = run("validate", "orders.jsonl", "--type", text)
        assert f"{valid} valid {text}" in result.stdout
    for text in ("order", "order event!!", "Order!!", "Orde[]", "string", "Order extends"):
        result = run("validate", "orders.jsonl", "--type", text)
        assert (result.exit_code, result.stdout) == (2, ""), text
        assert result.stderr.startswith("--type")


# Side by side


@settings(max_examples=40)
@given(st.integers(1, 60), st.lists(st.binary(max_size=30).map(lambda b: b.hex()), max_size=20))
def test_every_line_is_in_exactly_one_range(size: int, texts: list[str]) -> None:
    file = Path(f"parts{os.getpid()}.jsonl")
    data = "\n\n".join(json.dumps(text) for text in texts).encode()
    file.write_bytes(data)
    source = Source(str(file), len(data))
    options = ReadOptions("lines")
    found: list[tuple[int | None, object]] = []
    before = 0
    for part in parts_of([source], options, size):
        with open_part(part, options) as opened:
            for message in opened.messages:
                assert isinstance(message, Message) and message.line is not None
                found.append((message.line + before, message.value))
            before += opened.lines()
    with open_messages(str(file)) as whole:
        expected = [(m.line, m.value) for m in whole.read("lines") if isinstance(m, Message)]
    assert found == expected


@pytest.mark.parametrize("form", [("--show", "7"), ("--format", "json"), ("--undeclared",)])
def test_several_processes_print_what_one_prints(
    form: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "PART", 5_000)
    rng = random.Random(1)
    many = [rng.choice(ORDERS) for _ in range(1_000)]
    Path("a.jsonl").write_bytes(lines(many) + b"nonsense\n\n" + lines(many[:5]))
    Path("b.jsonl.gz").write_bytes(gzip.compress(lines(many)))
    Path("c.json").write_text(json.dumps(many[0], indent=1))
    names = ("a.jsonl", "b.jsonl.gz", "c.json")
    results = [
        validate(*names, *form, "--jobs", jobs, "--rejected", f"rejected{jobs}")
        for jobs in ("1", "2")
    ]
    assert results[0] == results[1]
    assert Path("rejected1").read_bytes() == Path("rejected2").read_bytes()
    observed = [
        run("observe", *names, "--type", "Order", "--jobs", jobs, "--profile", f"profile{jobs}")
        for jobs in ("1", "2")
    ]
    assert observed[0] == observed[1]
    assert Path("profile1").read_bytes() == Path("profile2").read_bytes()


KILLED = """
import sys
from typescribe.cli.main import main
main(prog_name="typescribe")
"""


@pytest.mark.skipif(os.name != "posix", reason="sends a signal")
@pytest.mark.parametrize("command", ["validate", "observe"])
def test_a_run_that_is_killed_leaves_nothing_half_written(command: str) -> None:
    Path("orders.jsonl").write_bytes(lines(ORDERS))
    outputs = {
        "validate": ["--rejected", "rejected"],
        "observe": ["--profile", "profile", "--overlay", "overlay"],
    }[command]
    for name in outputs[1::2]:
        Path(name).write_text("" if name == "overlay" else "old")
    if command == "observe":
        Path("profile").unlink()
    arguments = [sys.executable, "-c", KILLED, command, "-", "--type", "Order", *outputs]
    with subprocess.Popen(arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as running_:
        assert running_.stdin is not None
        running_.stdin.write(lines(ORDERS) * 10)
        running_.stdin.flush()
        time.sleep(0.5)
        running_.send_signal(signal.SIGKILL)
    for name in outputs[1::2]:
        file = Path(name)
        assert not file.exists() or file.read_text() in ("old", "")


# The two readers of JSON

JSON_TEXTS = st.one_of(
    st.binary(max_size=20),
    st.lists(
        st.sampled_from(
            [
                *(b"{", b"}", b"[", b"]", b'"', b'"a"', b":", b",", b"1", b"-", b"0", b".", b"e"),
                *(b"NaN", b"Infinity", b"-Infinity", b"true", b"false", b"null", b"\\", b"\\ud800"),
                *(b"\\u0000", b"\xff", b"\xed\xa0\x80", b"\xef\xbb\xbf", b"\t", b" ", b"\x0c"),
                *(b"1e400", b"1" * 30, b"1" * 400, b"9223372036854775808", b"-0", b"[" * 500),
            ]
        ),
        max_size=8,
    ).map(b"".join),
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
        max_leaves=10,
    ).map(lambda value: json.dumps(value).encode()),
)


def read_with(data: bytes, *, fast: bool) -> Any:
    with pytest.MonkeyPatch.context() as patch:
        if not fast:
            patch.setattr(decoding, "_fast", lambda: None)
        found = decoding.parse(data, 1)
        if isinstance(found, Malformed):
            return found
        return json.dumps(found.value, sort_keys=True, default=str).replace("-0", "0")


@given(JSON_TEXTS)
def test_both_json_readers_accept_the_same_texts(data: bytes) -> None:
    pytest.importorskip("orjson")
    fast, slow = read_with(data, fast=True), read_with(data, fast=False)
    if isinstance(slow, str) and isinstance(fast, str):
        # An integer of more than 64 bits may come as a float: a number just as well.
        assert repr(_numbers_as_floats(fast)) == repr(_numbers_as_floats(slow))
    else:
        assert fast == slow


def _numbers_as_floats(text: str) -> Any:
    return json.loads(text, parse_int=lambda digits: float(digits) if len(digits) > 18 else digits)


def test_json_that_orjson_rejects_and_python_accepts_is_read() -> None:
    for text in (b"NaN", b"1e400", b'"\\ud800"', b"1" * 400):
        assert isinstance(decoding.parse(text, 1), Message)
