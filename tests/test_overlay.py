"""Overlays: their effect on declared and observed types, and their problems word for word."""

from __future__ import annotations

import json
import shutil
import textwrap
from dataclasses import replace
from pathlib import Path

import pytest
import specs
from packages import assert_agreement, loaded

from typescribe import pipeline
from typescribe.amending.obsolete import Obsolete, obsolete
from typescribe.language.errors import SpecError
from typescribe.language.model import AliasType, Field, Model, ObjectType
from typescribe.language.overlay import TypeBasis
from typescribe.project.cache import Stamp
from typescribe.sources.yaml.overlay import read_overlay
from typescribe.sources.yaml.spec import read_package
from typescribe.targets.shared.annotations import annotation
from typescribe.text.closed_types import body_spelling

ROOT = Path(__file__).parents[1]
DATA = ROOT / "tests" / "data"

SPEC = """
types:
  Msg<T = any>:
    fields: {type: string, data: T}
  Base:
    fields: {id: string}
  Order:
    extends: Base
    fields:
      note?: string
      total: string
      lines: {type: "{sku: string, count: number}[]"}
      shipTo: {type: "{street: string} | {box: number}"}
      flags: {type: "Record<string, {on: boolean} | null>"}
      buyer:
        fields: {name: string, since: number}
  Placed: {type: "Msg<{order: Order, at: number}>"}
  Both: {type: "Base & {more: string}"}
  Channel: {type: '"web" | "shop"'}
  Rank: {values: {1: , 2: }}
  Extras: {fields: {"[key: string]": "{worth: number}"}}
"""


def amended(folder: Path, overlay: str, types: TypeBasis = "declared") -> Model:
    return specs.load(folder, SPEC, overlay=overlay, types=types)


def problems_of(folder: Path, overlay: str, spec: str = SPEC) -> list[str]:
    with pytest.raises(SpecError) as caught:
        specs.load(folder, spec, overlay=overlay)
    return [str(problem) for problem in caught.value.problems]


PLACE = "spec/overlay.yaml"


def fields(model: Model, name: str) -> dict[str, Field]:
    named = model.by_name[name]
    assert isinstance(named, ObjectType)
    return {field.wire_name: field for field in named.fields}


def shown(model: Model, name: str) -> dict[str, str]:
    """Return the annotations of an object type by wire name, with `?` after optional ones."""
    return {
        f"{field.wire_name}{'?' * field.optional}": annotation(field.type, str)
        for field in fields(model, name).values()
    }


# What an overlay adds on either basis


@pytest.mark.parametrize("types", ["declared", "observed"])
def test_descriptions_and_names_apply_to_declared_and_observed_types(
    tmp_path: Path, types: TypeBasis
) -> None:
    model = amended(
        tmp_path,
        """
        description: Orders of a shop.
        types:
          Order:
            description: What was ordered.
            deprecated: use Basket
            fields:
              total: {description: The sum., attribute: sum, reads_as: number, deprecated: true}
              note: {description: For the driver.}
        """,
        types,
    )
    order = model.by_name["Order"]
    assert model.description == "Orders of a shop."
    assert (order.description, order.deprecated) == ("What was ordered.", "use Basket")
    total = fields(model, "Order")["total"]
    assert (total.description, total.attribute) == ("The sum.", "sum")
    assert (total.reads_as, total.deprecated) == ("number", "")
    assert fields(model, "Order")["note"].description == "For the driver."
    assert shown(model, "Order")["note?"] == "str"


def test_a_package_can_be_described_and_nothing_else(tmp_path: Path) -> None:
    assert amended(tmp_path, "description: Orders.").description == "Orders."


def test_types_that_are_not_amended_stay_as_declared(tmp_path: Path) -> None:
    before = specs.load(tmp_path, SPEC)
    (tmp_path / "b").mkdir()
    after = amended(tmp_path / "b", "types: {Order: {description: What was ordered.}}")
    order = before.by_name["Order"]
    assert isinstance(order, ObjectType)
    assert after.by_name == {
        **before.by_name,
        "Order": replace(order, description="What was ordered."),
    }


def test_a_type_gets_another_class(tmp_path: Path) -> None:
    model = amended(tmp_path, "types: {Base: {name: Identified}}")
    assert "Identified" in model.by_name
    assert "Base" not in model.by_name


def test_an_inline_object_is_reached_through_arrays_records_unions_and_arguments(
    tmp_path: Path,
) -> None:
    model = amended(
        tmp_path,
        """
        types:
          Order:
            fields:
              lines: {name: Line, fields: {sku: {description: Its number.}}}
              flags: {name: Flag}
              buyer: {name: Buyer, fields: {since: {reads_as: epoch_milliseconds}}}
          Placed: {fields: {at: {description: The moment.}}}
          Extras: {fields: {"[key: string]": {name: Extra}}}
        """,
    )
    assert shown(model, "Order")["lines"] == "list[Line]"
    assert shown(model, "Order")["flags"] == "dict[str, Flag | None]"
    assert fields(model, "Line")["sku"].description == "Its number."
    assert fields(model, "Buyer")["since"].reads_as == "epoch_milliseconds"
    assert fields(model, "PlacedData")["at"].description == "The moment."
    assert shown(model, "Extra") == {"worth": "int | float"}


def test_one_of_several_inline_objects_is_chosen_by_its_number(tmp_path: Path) -> None:
    model = amended(
        tmp_path,
        """
        types:
          Order:
            fields:
              shipTo:
                objects:
                  1: {name: Street}
                  2: {name: PostBox, fields: {box: {attribute: number}}}
          Placed: {objects: {1: {name: Placing}}}
        """,
    )
    assert shown(model, "Order")["shipTo"] == "Street | PostBox"
    assert fields(model, "PostBox")["box"].attribute == "number"
    assert shown(model, "Placed")["data"] == "Placing"


def test_an_amendment_of_a_generic_holds_for_every_use_of_it(tmp_path: Path) -> None:
    model = amended(tmp_path, "types: {Msg: {fields: {data: {description: What it is about.}}}}")
    assert fields(model, "Placed")["data"].description == "What it is about."
    assert fields(model, "Msg")["data"].description == "What it is about."


def test_an_amended_property_is_inherited_as_amended(tmp_path: Path) -> None:
    model = amended(tmp_path, "types: {Base: {fields: {id: {attribute: identifier}}}}")
    assert fields(model, "Order")["id"].attribute == "identifier"


def test_a_union_of_literals_is_documented_and_opened_however_it_is_written(
    tmp_path: Path,
) -> None:
    model = amended(
        tmp_path,
        """
        types:
          Channel: {open: true, values: {web: On the web.}}
          Rank: {values: {2: The second.}}
        """,
    )
    channel, rank = model.by_name["Channel"], model.by_name["Rank"]
    assert isinstance(channel, AliasType) and isinstance(rank, AliasType)
    assert annotation(channel.type, str) == 'Literal["web", "shop"] | str'
    assert [(v.value, v.description) for v in channel.values] == [
        ("web", "On the web."),
        ("shop", ""),
    ]
    assert [v.description for v in rank.values] == ["", "The second."]


# What an overlay adds to the types as observed

OBSERVED = """
types:
  Msg: {fields: {type: {observed: {optional: true}}}}
  Order:
    fields:
      note: {observed: {nullable: true}}
      total: {observed: string | number | undefined}
      lines: {undeclared: {price?: number}}
      buyer: {fields: {since: {observed: {type: string, optional: true, nullable: true}}}}
    undeclared:
      channel?: {type: Channel, description: Where from.}
      gift: {name: Gift, fields: {paper: string}}
  Placed: {fields: {at: {observed: string}}, undeclared: {by: Base}}
  Channel: {observed: string}
  Extras: {fields: {"[key: string]": {observed: string}}}
  Base: {undeclared: {"[key: string]": string}}
"""


def test_observations_do_not_change_the_declared_types(tmp_path: Path) -> None:
    plain = specs.load(tmp_path, SPEC)
    (tmp_path / "b").mkdir()
    assert amended(tmp_path / "b", OBSERVED).types == plain.types


def test_observations_change_the_observed_types(tmp_path: Path) -> None:
    model = amended(tmp_path, OBSERVED, "observed")
    assert shown(model, "Msg")["type?"] == "str"
    assert shown(model, "Order") == {
        "id": "str",
        "note?": "str | None",
        "total?": "str | int | float",
        "lines": "list[OrderLines]",
        "shipTo": "OrderShipTo | OrderShipTo2",
        "flags": "dict[str, OrderFlags | None]",
        "buyer": "OrderBuyer",
        "channel?": "Channel",
        "gift": "Gift",
    }
    assert shown(model, "OrderLines") == {
        "sku": "str",
        "count": "int | float",
        "price?": "int | float",
    }
    assert shown(model, "OrderBuyer") == {"name": "str", "since?": "str | None"}
    assert shown(model, "PlacedData") == {"order": "Order", "at": "str", "by": "Base"}
    assert fields(model, "Order")["channel"].description == "Where from."
    extras, base = model.by_name["Extras"], model.by_name["Base"]
    assert isinstance(extras, ObjectType) and extras.index
    assert isinstance(base, ObjectType) and base.index
    assert (annotation(extras.index, str), annotation(base.index, str)) == ("str", "str")


def test_index_signatures_for_some_keys_are_amended_by_their_text(tmp_path: Path) -> None:
    spec = """
types:
  A:
    fields:
      "[key: `x-${string}`]": "{at: number}"
      "[k: number]": string
"""
    overlay = """
types:
  A:
    fields:
      "[key: `x-${string}`]": {fields: {at: {description: When.}}}
      "[key: number]": {observed: string | null}
    undeclared: {"[key: `y-${string}`]": boolean}
"""
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    model = specs.load(tmp_path / "a", spec, overlay=overlay, types="observed")
    owner = model.by_name["A"]
    assert body_spelling(owner) == (
        "{[key: `x-${string}`]: AValue; [key: number]: string | null; "
        "[key: `y-${string}`]: boolean}"
    )
    assert fields(model, "AValue")["at"].description == "When."
    wrong = overlay.replace("y-", "x-").replace("[key: number]", "[key: `n-${number}`]")
    with pytest.raises(SpecError) as caught:
        specs.load(tmp_path / "b", spec, overlay=wrong, types="observed")
    assert [problem.message for problem in caught.value.problems] == [
        '"A" declares no index signature [key: `n-${number}`] to amend; it declares '
        "[key: `x-${string}`], [key: number]",
        '"A" declares [key: `x-${string}`]: amend it under "fields"',
    ]


def test_an_observed_type_of_an_alias_takes_the_place_of_its_literals(tmp_path: Path) -> None:
    model = amended(tmp_path, "types: {Rank: {observed: number}}", "observed")
    rank = model.by_name["Rank"]
    assert isinstance(rank, AliasType)
    assert annotation(rank.type, str) == "int | float"


def test_observations_about_many_properties_apply_at_every_depth(tmp_path: Path) -> None:
    model = amended(
        tmp_path,
        """
        types:
          "*": {fields: {"*?": {observed: {nullable: true}}}}
          Order:
            fields:
              total: {observed: string | number}
              buyer: {fields: {"*": {observed: {optional: true}}}}
              lines: {undeclared: {price?: number}}
        """,
        "observed",
    )
    assert shown(model, "Order")["note?"] == "str | None"
    assert shown(model, "Order")["total"] == "str | int | float"
    assert shown(model, "OrderBuyer") == {"name?": "str", "since?": "int | float"}
    assert shown(model, "OrderLines")["price?"] == "int | float", "it is not declared"


def test_observations_about_many_properties_do_not_change_the_declared_types(
    tmp_path: Path,
) -> None:
    plain = specs.load(tmp_path, SPEC)
    (tmp_path / "b").mkdir()
    overlay = 'types: {"*": {fields: {"*": {observed: {nullable: true, optional: true}}}}}'
    assert amended(tmp_path / "b", overlay).types == plain.types


def test_a_property_that_is_called_like_all_of_them_goes_in_quotes(tmp_path: Path) -> None:
    spec = "types: {A: {fields: {'\"*\"': string, b: string}}}"
    overlay = "types: {A: {fields: {'\"*\"': {observed: number, attribute: star}}}}"
    model = specs.load(tmp_path, spec, overlay=overlay, types="observed")
    assert shown(model, "A") == {"*": "int | float", "b": "str"}


OF_MANY = """\
types:
  "*": {description: x, fields: {a: {description: x}}}
  Order: {fields: {"*": {description: x}, "*?": {observed: string}}}
"""


def test_amendments_of_many_properties_can_only_be_observations(tmp_path: Path) -> None:
    assert problems_of(tmp_path, OF_MANY) == [
        f"{PLACE}:{line}"
        for line in (
            '2:9: unknown key "description" in an amendment of every type',
            '2:34: unknown key "a" in a choice of properties',
            '3:26: unknown key "description" in an amendment of many properties',
            '3:60: expected a mapping of "optional" and "nullable"; found "string"',
        )
    ]


# What an overlay cannot amend


MISPLACED = """\
types:
  Ordr: {description: x}
  Msg<T>: {description: x}
  Order:
    fields:
      id: {description: x}
      totl: {reads_as: number}
      channel: {description: x}
      lines: {fields: {cuont: {description: x}}, undeclared: {sku: string}}
      shipTo: {name: Ship, objects: {3: {name: PostBox}}}
      total: {name: Total}
      buyer: {fields: {"[key: string]": {observed: string}}}
    undeclared: {note?: number, id: string}
  Placed: {fields: {order: {fields: {total: {description: x}}}}}
  Both: {objects: {1: {name: More}}}
  Channel: {values: {wbe: x}}
  Rank: {fields: {a: {description: x}}}
  Base: {observed: string, open: true, objects: {1: {name: X}}}
  Extras: {fields: {"[key: string]": {description: x}}, undeclared: {"[key: string]": string}}
"""


def test_all_amendments_that_do_not_apply_are_reported_in_one_run(tmp_path: Path) -> None:
    assert problems_of(
        tmp_path,
        MISPLACED,
    ) == [
        f"{PLACE}:{line}"
        for line in (
            '2:3: there is no type "Ordr" to amend; did you mean "Order"?',
            '3:3: there is no type "Msg<T>" to amend; did you mean "Msg"?',
            (
                '6:7: "Order" declares no property "id" to amend; it is inherited from "Base": '
                "amend it there"
            ),
            '7:7: "Order" declares no property "totl" to amend; did you mean "total"?',
            (
                '8:7: "Order" declares no property "channel" to amend; choose one of '
                "note, lines, total, buyer, flags and 1 more, or "
                'write a property that arrives undeclared under "undeclared"'
            ),
            ('9:24: "Order.lines" declares no property "cuont" to amend; did you mean ' '"count"?'),
            '9:63: "Order.lines" declares "sku": amend it under "fields"',
            (
                '10:7: "Order.shipTo" contains 2 object types; choose one under "objects": '
                "1 (street), 2 (box)"
            ),
            '10:38: "Order.shipTo" contains 2 object types; there is no number 3',
            '11:7: "Order.total" contains no inline object type: it is string',
            (
                '12:24: "Order.buyer" declares no index signature to amend; '
                'write one that arrives undeclared under "undeclared"'
            ),
            '13:18: "Order" declares "note": amend it under "fields"',
            '13:33: "Order" inherits "id" from "Base": amend it there',
            '14:21: "Placed.order" contains no inline object type; amend "Order" instead',
            (
                '15:20: "Both" is an intersection, which merges its objects into one class: '
                "this object has no class to name"
            ),
            '16:22: "Channel" has no value "wbe" to amend; did you mean "web"?',
            (
                '17:3: "Rank" is a union of literals: it has no fields to amend; '
                'amend its literals under "values"'
            ),
            '18:10: "Base" has fields: write "observed" under each field instead',
            (
                '18:28: "Base" is not a union of literals: it has no values to amend; '
                'amend its properties under "fields"'
            ),
            '18:50: "Base" is one object type: amend it under "fields"',
            '19:21: an index signature takes only "observed" and the keys of object types',
            '19:87: "Extras" declares an index signature: amend it under "fields"',
        )
    ]


@pytest.mark.parametrize(
    ("overlay", "message"),
    [
        (
            # The fields of an object type inside Msg<...> are amended directly.
            "Placed: {fields: {data: {fields: {at: {description: x}}}}}",
            '"Placed" declares no property "data" to amend: it is a property of "Msg"; here, '
            '"fields" amends the object type inside Msg<...>, which declares order, at',
        ),
        (
            # A property of the same name is not taken for a misspelling of another.
            "Dated: {fields: {data: {description: x}}}",
            '"Dated" declares no property "data" to amend: it is a property of "Msg"; here, '
            '"fields" amends the object type inside Msg<...>, which declares date',
        ),
        (
            "Placed: {fields: {att: {description: x}}}",
            '"Placed" declares no property "att" to amend; did you mean "at"?',
        ),
        (
            "Holder: {fields: {sent: {fields: {type: {description: x}}}}}",
            '"Holder.sent" declares no property "type" to amend: it is a property of "Msg"; here, '
            '"fields" amends the object type inside Msg<...>, which declares a, b, c, d, e and '
            "2 more",
        ),
        (
            "Empty: {fields: {a: {description: x}}}",
            '"Empty" declares no property "a" to amend; '
            'write a property that arrives undeclared under "undeclared"',
        ),
        (
            "Rank: {values: {7: x}}",
            '"Rank" has no value "7" to amend; choose one of 1, 2, null',
        ),
        (
            "Text: {values: {a: x}}",
            '"Text" is not a union of literals: it has no values to amend',
        ),
    ],
)
def test_a_mistake_names_what_can_be_amended_there(
    overlay: str, message: str, tmp_path: Path
) -> None:
    spec = """
        types:
          Msg<T>: {fields: {type: string, data: T}}
          Placed: {type: "Msg<{order: string, at: number}>"}
          Dated: {type: "Msg<{date: string}>[]"}
          Holder:
            fields:
              sent: "Msg<{a: 1, b: 1, c: 1, d: 1, e: 1, f: 1, g: 1}> | null"
          Empty: {type: "{}"}
          Rank: {type: "1 | 2 | null"}
          Text: {type: string}
    """
    (problem,) = problems_of(tmp_path, f"types: {{{overlay}}}", spec)
    assert problem.partition(": ")[2] == message


MISWRITTEN = """\
types:
  Order:
    filds: {total: {description: x}}
    fields:
      note?: {description: x}
      "[total]": {description: x}
      total: {}
      lines: {observed: {nullable: false, optional: 1}, reads_as: bool}
      shipTo: {objects: {one: {name: Street}}}
      buyer: {observed: "string |"}
    undeclared: {x: {description: x}}
"""


def test_all_mistakes_of_syntax_are_reported_in_one_run(tmp_path: Path) -> None:
    assert problems_of(
        tmp_path,
        MISWRITTEN,
    ) == [
        f"{PLACE}:{line}"
        for line in (
            '3:5: unknown key "filds" in an amended type; did you mean "fields"?',
            (
                '5:7: "note?": write the name without `?`; that it may be absent '
                'is written under "observed", as `optional: true`'
            ),
            (
                '6:8: expected an index signature, [key: string]; found "[total]"; another '
                """name that starts with [ is written '"[name]"'"""
            ),
            (
                '7:14: expected a mapping of amendments, such as "description" or '
                '"observed"; found an empty mapping'
            ),
            "8:36: expected true; found false",
            "8:53: expected true or false; found the number 1",
            (
                '8:67: expected one of "boolean", "number", "integer", "epoch_milliseconds", '
                '"epoch_seconds", "date_time", "local_date_time", "date", "time", "duration", '
                '"uuid", "decimal", "base64", "url", "json", or a function as '
                '"package.module:function"; found "bool"; did you mean "boolean"?'
            ),
            '9:26: expected a place, counted from 1; found "one"',
            '10:34: syntax error in the type: expected a type after "|"',
            '11:18: expected exactly one of "type", "fields"; found none of them',
        )
    ]


def test_an_unresolved_observed_type_is_reported_on_either_basis(tmp_path: Path) -> None:
    assert problems_of(tmp_path, "types: {Rank: {observed: Chanel}}") == [
        'spec/overlay.yaml:1:26: unresolved reference "Chanel"; did you mean "Channel"?'
    ]


def test_a_collision_is_reported_where_the_name_is_given(tmp_path: Path) -> None:
    assert problems_of(tmp_path, "types: {Order: {fields: {buyer: {name: Base}}}}") == [
        'spec/overlay.yaml:1:26: the class name "Base" is already used by the type at '
        "spec/a.yaml:5:3"
    ]
    (tmp_path / "b").mkdir()
    assert problems_of(tmp_path / "b", "types: {Order: {fields: {total: {attribute: note}}}}") == [
        'spec/overlay.yaml:1:26: "note" and "total" both become the attribute "note"; '
        'set another for one of them with "attribute"'
    ]


def test_a_reading_that_does_not_suit_the_type_is_reported_where_it_is_written(
    tmp_path: Path,
) -> None:
    (problem,) = problems_of(tmp_path, "types: {Order: {fields: {lines: {reads_as: json}}}}")
    assert problem.startswith("spec/overlay.yaml:1:26: ")


def test_mistakes_in_the_spec_and_in_its_overlay_are_reported_together(tmp_path: Path) -> None:
    assert problems_of(tmp_path, "types: {Order: {open: 1}}", "types: {Order: {}}") == [
        'spec/a.yaml:1:9: expected exactly one of "fields", "type", "values"; found none of them',
        "spec/overlay.yaml:1:23: expected true; found the number 1",
    ]


def test_a_folder_with_only_an_overlay_is_not_a_spec(tmp_path: Path) -> None:
    with pytest.raises(SpecError, match="no spec in this folder"):
        specs.load(tmp_path, overlay="types: {A: {description: x}}")


def test_an_overlay_under_another_name_is_not_taken_for_a_spec(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("types: {A: {type: string}}")
    (tmp_path / "overlay.yml").write_text("types: {A: {description: x}}")
    with pytest.raises(SpecError) as caught:
        read_package("p", tmp_path, "spec")
    assert (
        str(caught.value) == "spec/overlay.yml: an overlay is called overlay.yaml; rename the file"
    )


# An overlay after a new release of the declarations


def test_amendments_that_no_longer_apply_are_listed_with_their_places(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(textwrap.dedent("""
            types:
              Order:
                fields: {total: string | number, note?: string | null, when: string}
              Channel: {values: {web: , shop: }, open: true}
            """))
    (tmp_path / "overlay.yaml").write_text(textwrap.dedent("""\
            types:
              Order:
                fields:
                  total: {observed: string | number}
                  note: {observed: {nullable: true}}
                  wen: {description: x}
                  when: {observed: {optional: true}}
                undeclared: {when: string}
              Channel: {open: true}
              Gone: {description: x}
            """))
    overlay = read_overlay(tmp_path, "spec")
    assert overlay
    found = obsolete(read_package("p", tmp_path, "spec"), overlay)
    assert list(map(str, found.refused)) == [
        'spec/overlay.yaml:6:7: "Order" declares no property "wen" to amend; did you mean "when"?',
        'spec/overlay.yaml:8:18: "Order" declares "when": amend it under "fields"',
        'spec/overlay.yaml:10:3: there is no type "Gone" to amend',
    ]
    assert list(map(str, found.needless)) == [
        'spec/overlay.yaml:4:15: "Order.total" is declared as it was observed; remove "observed"',
        'spec/overlay.yaml:5:14: "Order.note" is declared as it was observed; remove "observed"',
        'spec/overlay.yaml:9:13: "Channel" is already open',
    ]


@pytest.mark.parametrize(
    ("declared", "amended", "message"),
    [
        (
            "when: boolean",
            "when: {reads_as: integer}",
            'spec/overlay.yaml:1:26: "reads_as: integer" decodes a string or a number; '
            "this field is never one",
        ),
        (
            "orderId: string, id: number",
            "id: {attribute: order_id}",
            'spec/overlay.yaml:1:26: "orderId" and "id" both become the attribute "order_id"; '
            'set another for one of them with "attribute"',
        ),
        (
            "paid: string",
            "paid: {observed: Money}",
            'spec/overlay.yaml:1:43: unresolved reference "Money"; '
            'declare it under "types" in a file of this package',
        ),
    ],
)
def test_amendments_that_fit_no_more_are_listed_too(
    tmp_path: Path, declared: str, amended: str, message: str
) -> None:
    (tmp_path / "a.yaml").write_text(f"types: {{Order: {{fields: {{{declared}}}}}}}")
    (tmp_path / "overlay.yaml").write_text(f"types: {{Order: {{fields: {{{amended}}}}}}}")
    overlay = read_overlay(tmp_path, "spec")
    assert overlay
    found = obsolete(read_package("p", tmp_path, "spec"), overlay)
    assert (list(map(str, found.refused)), found.needless) == ([message], ())


def test_an_amendment_that_applies_on_one_basis_is_not_listed(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("types: {Order: {fields: {paid: number}}}")
    (tmp_path / "overlay.yaml").write_text(
        "types: {Order: {fields: {paid: {reads_as: boolean, observed: string}}}}"
    )
    overlay = read_overlay(tmp_path, "spec")
    assert overlay
    assert obsolete(read_package("p", tmp_path, "spec"), overlay) == Obsolete()


def test_amendments_that_apply_are_not_listed(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(SPEC)
    (tmp_path / "overlay.yaml").write_text(OBSERVED)
    overlay = read_overlay(tmp_path, "spec")
    assert overlay
    assert obsolete(read_package("p", tmp_path, "spec"), overlay) == Obsolete()


# When a package is generated again


def test_a_package_is_made_again_when_its_overlay_or_its_reading_changes(tmp_path: Path) -> None:
    specs.load(tmp_path, SPEC, overlay="types: {Order: {description: x}}")
    Stamp(tmp_path, specs.SETTINGS).save({"a": "b"})
    assert Stamp(tmp_path, specs.SETTINGS).outputs() == {"a": "b"}
    assert Stamp(tmp_path, replace(specs.SETTINGS, types="observed")).outputs() == {}
    (tmp_path / "spec" / "overlay.yaml").write_text("types: {Order: {description: y}}")
    assert Stamp(tmp_path, specs.SETTINGS).outputs() == {}


# Untrusted overlays


@pytest.mark.parametrize(
    "text", ["types: 1", "[]", "1", "types: {A: }", "types: {A: {objects: {1: 2}}}"]
)
def test_any_other_yaml_is_rejected_with_a_position(tmp_path: Path, text: str) -> None:
    (tmp_path / "overlay.yaml").write_text(text)
    with pytest.raises(SpecError) as caught:
        read_overlay(tmp_path, "spec")
    assert all(str(problem).startswith("spec/overlay.yaml:1:") for problem in caught.value.problems)


def test_the_overlay_of_a_package_is_read_by_the_pipeline(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(SPEC)
    (tmp_path / "overlay.yaml").write_text("types: {Rank: {observed: number}}")
    declared = pipeline.declared_package("p", tmp_path, "spec")
    assert declared == read_package("p", tmp_path, "spec")
    assert pipeline.declared_package("p", tmp_path, "spec", "observed") != declared


# How the messages of the contact center arrive


@pytest.mark.parametrize("types", ["declared", "observed"])
def test_the_message_as_sent_is_valid_as_observed_and_not_as_declared(
    tmp_path: Path, types: TypeBasis
) -> None:
    """The overlay describes messages in general, and contains nothing of this message."""
    shutil.copytree(ROOT / "spec" / "webex_contact_center", tmp_path / "spec")
    shutil.copy(DATA / "wire" / "overlay.yaml", tmp_path / "spec")
    sent = json.loads((DATA / "offer_contact_as_sent.json").read_text(encoding="utf-8"))
    model = pipeline.load_spec("p", tmp_path / "spec", "spec", types)
    with loaded(model) as package:
        issues = package.issues("AgentContact", sent)
        assert assert_agreement(package, "AgentContact", sent) is (types == "observed")
        if types == "declared":
            assert "data.interaction.outboundType: expected string, got null" in map(str, issues)
            assert len(issues) == 15
            return
        contact = package.read("AgentContact", sent)
        assert contact.to_dict() == sent
        assert contact.data.interaction.media_channel == "whatsapp"
        assert contact.data.interaction.workflow_manager is None
        assert contact.data.interaction.call_processing_details.tenant_id is None
        assert contact.data.interaction.call_processing_details.rona_timeout_as_number == 30


def test_a_message_that_conforms_to_its_declaration_is_valid_as_observed(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "spec" / "webex_contact_center", tmp_path / "spec")
    shutil.copy(DATA / "wire" / "overlay.yaml", tmp_path / "spec")
    assigned = json.loads((DATA / "contact_assigned.json").read_text(encoding="utf-8"))
    with loaded(pipeline.load_spec("p", tmp_path / "spec", "spec", "observed")) as package:
        assert assert_agreement(package, "AgentContact", assigned)
