"""`typescribe import --entry` finds types as TypeScript users write them."""

from __future__ import annotations

from pathlib import Path

import pytest
from commands import run


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def source(**files: str) -> None:
    """Write the modules of a package; `_` at the start of a name stands for a folder `lib`."""
    Path("sdk/lib").mkdir(parents=True, exist_ok=True)
    Path("sdk/package.json").write_text('{"name": "sdk", "types": "index.d.ts"}')
    for name, text in files.items():
        Path("sdk", name.replace("_", "lib/") + ".d.ts").write_text(text)


def imported(*entries: str) -> list[str]:
    """Return the names of the imported types, in the order of the spec."""
    ran = run("import", "sdk", *(word for entry in entries for word in ("--entry", entry)))
    assert ran.exit_code == 0, ran.stderr
    return [line[2:-1] for line in ran.stdout.splitlines() if line[:2] == "  " != line[:4][2:]]


def problem(entry: str) -> str:
    ran = run("import", "sdk", "--entry", entry)
    assert (ran.exit_code, ran.stdout) == (2, "")
    return ran.stderr.rstrip("\n")


AQM = "export namespace Service.Aqm.Contact { interface AgentContact { id: string } }\n"
RTD = "export namespace RTDTypes { interface AgentContactStats { n: number } }\n"


@pytest.mark.parametrize(
    ("files", "entry", "name"),
    [
        ({"index": AQM}, "Service.Aqm.Contact.AgentContact", "ServiceAqmContactAgentContact"),
        # a module as a namespace, under the name that importers use
        (
            {"index": "export * as shop from './lib/a';", "_a": "export interface Order { a: 1 }"},
            "shop.Order",
            "Order",
        ),
        # a namespace that is exported under another name
        (
            {
                "index": "export { Inner as Shop } from './lib/a';",
                "_a": "export namespace Inner { interface Order { a: 1 } }",
            },
            "Shop.Order",
            "InnerOrder",
        ),
        # a namespace inside of `export =`
        (
            {
                "index": "export = Stripe; declare class Stripe {} "
                "declare namespace Stripe { interface Invoice { a: 1 } }"
            },
            "Stripe.Invoice",
            "StripeInvoice",
        ),
        (
            {
                "index": "declare module 'stripe' { export namespace Stripe "
                "{ namespace Checkout { interface Session { a: 1 } } } }"
            },
            "Stripe.Checkout.Session",
            "StripeCheckoutSession",
        ),
        # by the last parts of its name, if only one type has them
        ({"index": AQM + RTD}, "AgentContact", "ServiceAqmContactAgentContact"),
        ({"index": AQM + RTD}, "Contact.AgentContact", "ServiceAqmContactAgentContact"),
        # even if no other module exports it
        (
            {
                "index": "import { A } from './lib/a'; export type B = A.Hidden;",
                "_a": "export namespace A { interface Hidden { a: 1 } }",
            },
            "Hidden",
            "AHidden",
        ),
    ],
)
def test_a_type_is_found_as_typescript_users_write_it(
    files: dict[str, str], entry: str, name: str
) -> None:
    source(**files)
    assert imported(entry) == [name]


def test_a_whole_name_precedes_one_that_ends_in_it() -> None:
    source(index=AQM + "export interface AgentContact { whole: true }")
    assert imported("AgentContact") == ["AgentContact"]


def test_a_name_that_several_types_end_in_is_reported_with_all_of_them() -> None:
    source(index=AQM + "export namespace Old { interface AgentContact { id: number } }")
    assert problem("AgentContact") == (
        '--entry: several types are called "AgentContact": '
        "Service.Aqm.Contact.AgentContact, Old.AgentContact; choose one"
    )
    assert imported("Old.AgentContact") == ["OldAgentContact"]


@pytest.mark.parametrize(
    ("entry", "advice"),
    [
        ("AgentContct", 'did you mean "Service.Aqm.Contact.AgentContact"?'),
        ("Contact.AgentContct", 'did you mean "Service.Aqm.Contact.AgentContact"?'),
        ("Wrong.AgentContact", 'did you mean "Service.Aqm.Contact.AgentContact"?'),
        ("agentContact", 'did you mean "Service.Aqm.Contact.AgentContact"?'),
        ("AgentContactStat", 'did you mean "RTDTypes.AgentContactStats"?'),
        # The last word of a name is not a name of its own, but comes first in the advice.
        ("Stats", 'did you mean "RTDTypes.AgentContactStats"?'),
    ],
)
def test_an_unknown_name_is_reported_with_the_type_that_was_meant(entry: str, advice: str) -> None:
    source(index=AQM + RTD)
    assert problem(entry) == f'--entry: there is no type "{entry}"; {advice}'


def test_a_part_of_a_word_is_no_last_name() -> None:
    source(index=RTD)
    assert problem("tats").startswith('--entry: there is no type "tats"')
