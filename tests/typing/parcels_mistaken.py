"""Mistakes with absent, null, unions and recursive types, and what type checkers report."""

from parcels import UNSET, Box, BoxDict, Json, Letter, Parcel, ParcelDict, Unset


def unset_not_handled(parcel: Parcel) -> str:
    note = parcel.note
    note.upper()  # error: union-attr / reportAttributeAccessIssue, reportOptionalMemberAccess
    if parcel.note is not None:
        return parcel.note  # error: return-value / reportReturnType
    return parcel.id


def null_not_handled(parcel: Parcel) -> str:
    return "" if parcel.note is UNSET else parcel.note  # error: return-value / reportReturnType


def unset_where_it_does_not_belong(parcel: Parcel) -> None:
    parcel.weight = UNSET  # error: assignment / reportAttributeAccessIssue
    parcel.labels = UNSET  # error: assignment / reportAttributeAccessIssue
    parcel.retired = "ever"  # error: assignment / reportAttributeAccessIssue
    parcel.note = Unset  # error: assignment / reportAttributeAccessIssue


def not_told_apart(parcel: Parcel, box: BoxDict) -> None:
    print(parcel.content.pages)  # error: union-attr / reportAttributeAccessIssue
    print(box["inside"][0]["pages"])  # error: typeddict-item / reportGeneralTypeIssues
    Letter(kind="box", pages=1)  # error: arg-type / reportArgumentType
    Box(kind="box", inside=[Letter])  # error: list-item / reportArgumentType


def not_items(parcel: Parcel, other: ParcelDict) -> None:
    print(parcel.size[0] + 1)  # error: operator / reportOperatorIssue
    parcel.size = (1, 2)  # error: assignment / reportAttributeAccessIssue
    parcel.size = [None]  # error: list-item / reportAttributeAccessIssue
    other["size"] = [1, 2, None]  # error: list-item / reportGeneralTypeIssues


def not_json(value: Json) -> Json:
    value.get("x")  # error: union-attr / reportAttributeAccessIssue, reportOptionalMemberAccess
    if isinstance(value, list):
        item = value[0]
        item.upper()  # error: union-attr / reportAttributeAccessIssue, reportOptionalMemberAccess
    return {"moment": {1, 2}}  # error: dict-item / reportReturnType
