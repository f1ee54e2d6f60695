"""Saved pages of an API reference, as text and as HTML of several TypeDoc versions."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from typescribe import pipeline
from typescribe.cli.main import main
from typescribe.importing.importer import Source, as_package, import_types
from typescribe.importing.read_program import Wanted
from typescribe.language.model import (
    AliasType,
    ArrayType,
    Field,
    LiteralType,
    Model,
    ObjectType,
    Primitive,
    RecordType,
    Reference,
    TupleType,
    Type,
    UnionType,
)
from typescribe.project.settings import find_project
from typescribe.resolving.resolve import resolve

DATA = Path(__file__).parent / "data"
SEED = DATA / "AgentContact.txt"
PRELUDE = DATA / "agent_contact_prelude.d.ts"


@pytest.fixture(scope="module")
def by_hand() -> Model:
    project = find_project(Path(__file__).parents[1])
    (settings,) = project.select(("webex_contact_center",))
    return pipeline.load(project, settings)


@pytest.fixture(scope="module")
def imported() -> Model:
    read = import_types(Source(str(SEED)), Wanted(), [str(PRELUDE)])
    return resolve(as_package(read))


def structure(model: Model, type_: Type) -> object:
    """Return what a type accepts, without the names of classes and the order of properties."""
    match type_:
        case Reference(name=name):
            named = model.by_name[name]
            if isinstance(named, AliasType):
                return structure(model, named.type)
            return object_structure(model, named)
        case ArrayType(item=item):
            return "array", structure(model, item)
        case RecordType(value=value):
            return "record", structure(model, value)
        case TupleType(items=items, required=required, rest=rest):
            inner = tuple(structure(model, item) for item in items)
            return "tuple", inner, required, rest and structure(model, rest)
        case UnionType(members=members):
            return "union", frozenset(structure(model, member) for member in members)
        case Primitive() | LiteralType():
            return type_


def object_structure(model: Model, named: ObjectType) -> object:
    fields = {
        (field.wire_name, field.optional, structure(model, field.type)) for field in named.fields
    }
    return "object", frozenset(fields), named.index and structure(model, named.index)


def test_the_page_imports_the_same_agent_contact_as_was_written_by_hand(
    imported: Model, by_hand: Model
) -> None:
    contact = Reference("AgentContact")
    assert structure(imported, contact) == structure(by_hand, contact)


def test_the_page_describes_every_property_as_it_was_written_by_hand(
    imported: Model, by_hand: Model
) -> None:
    def said(model: Model) -> dict[str, str]:
        fields: tuple[Field, ...] = model.by_name["AgentContactData"].fields
        inner = model.by_name[state_class(model)].fields
        return {field.wire_name: field.description for field in (*fields, *inner)}

    def state_class(model: Model) -> str:
        fields = model.by_name["AgentContactData"].fields
        state: Any = next(field.type for field in fields if field.wire_name == "monitoringState")
        return str(state.name)

    assert said(imported) == said(by_hand)


def test_notes_have_positions_on_the_page() -> None:
    result = CliRunner().invoke(main, ["import", str(SEED)])
    assert result.exit_code == 0
    assert [" ".join(line.split()) for line in result.stderr.splitlines()] == [
        "1 type: 0 exact, 1 approximated, 0 left out",
        "",
        f"approximated {SEED}:3:15 AgentContact " "`Msg` becomes unknown: no file declares it",
        f"approximated {SEED}:15:18 AgentContact "
        "`Interaction` becomes unknown: no file declares it",
        f"approximated {SEED}:38:12 AgentContact "
        "`Interaction` becomes unknown: no file declares it",
        f"missing {SEED}:15:18 Interaction used as `Interaction` and 1 more "
        "a file given with --prelude can declare it, such as: type Interaction = unknown;",
        f"missing {SEED}:3:15 Msg used as `Msg<…>` "
        "a file given with --prelude can declare it, such as: type Msg<T> = unknown;",
    ]


PAGE = (
    """<!DOCTYPE html><html><body><div class="col-content"><h1>{title}</h1>{content}</div></body>"""
)
LISTED = """\
<div class="tsd-signature"><span>Order</span><span>:</span> <a href="Msg.html">Array</a>\
<span>&lt;</span><br/>&nbsp;&nbsp;<span>{{</span><span>id</span><span>: </span><span>string</span>\
<span>; </span><span>at</span>?: {{ x: number }}; }}<span>,</span><br/><span>&gt;</span></div>
<div class="tsd-comment"><p>What is <code>asked</code> for.</p><pre><code>a
  b</code></pre></div>
<ul class="tsd-parameters"><li class="tsd-parameter"><h5><span>id</span>: string</h5>\
<div class="tsd-comment"><p>Its number</p></div></li>
<li class="tsd-parameter"><h5><code>Optional</code> <span>at</span>?: {{</h5><div \
class="tsd-comment"><p>Place</p></div><ul class="tsd-parameters"><li class="tsd-parameter"><h5>\
x: number</h5><div class="tsd-comment"><p>To the right</p></div></li></ul></li></ul>
<div class="tsd-comment"><h4>Deprecated</h4><p>use Cart</p></div>""".format()
MEMBERS = """\
<div class="tsd-comment"><p>How it comes.</p></div>\
<section class="tsd-member"><h3>{0}</h3><div class="tsd-signature">{0}: {1}</div>\
<div class="tsd-comment"><p>First</p></div></section>\
<section class="tsd-member"><h3>m</h3><ul class="tsd-signatures"><li>\
<div class="tsd-signature">m(): void</div></li></ul></section>"""


def page(title: str, content: str) -> str:
    text = PAGE.format(title=title, content=content)
    result = CliRunner().invoke(main, ["import", "-"], input=text)
    assert result.exit_code == 0, result.output
    return result.stdout.partition("\ntypes:\n")[2]


def test_a_page_of_an_alias_lists_its_properties() -> None:
    assert page("Type alias Order", LISTED) == (
        "  Order:\n    description: |-\n      What is `asked` for.\n\n"
        "      ```\n      a\n        b\n"
        "      ```\n    deprecated: use Cart\n    type: |-\n      {\n"
        "        /** Its number */\n        id: string;\n"
        "        /** Place */\n        at?: {\n"
        "          /** To the right */\n          x: number;\n        };\n      }[]\n\n"
    )


def test_a_page_of_an_interface_has_a_section_for_each_property() -> None:
    assert page("Interface Box&lt;T&gt;", MEMBERS.format("item?", "T[]")) == (
        '  "Box<T>":\n    description: How it comes.\n    fields:\n'
        '      item?: {type: "T[]", description: First}\n\n'
    )


def test_a_page_of_an_enumeration_has_a_section_for_each_member() -> None:
    assert page("Enumeration Way", MEMBERS.format("BY_MAIL", '"mail"')) == (
        "  Way:\n    description: How it comes.\n    values:\n"
        "      mail: {name: BY_MAIL, description: First}\n\n"
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            PAGE.format(title="Function f", content=""),
            'stdin.ts:1:53: cannot read this page: it is "Function f"; expected the page of a type '
            "alias, an interface or an enumeration\n",
        ),
        (
            "Type alias A\n\nB: string\n",
            'stdin.ts:3:1: expected the signature of A, `A: ...`; found "B: string"\n',
        ),
        (
            "Type alias A\n\nA: Record<string\n",
            'stdin.ts:3:10: syntax error in the file: "<" is never closed; add ">"\n',
        ),
    ],
)
def test_a_page_that_cannot_be_read_is_reported(text: str, message: str) -> None:
    result = CliRunner().invoke(main, ["import", "-"], input=text)
    assert (result.exit_code, result.stderr) == (2, message)
