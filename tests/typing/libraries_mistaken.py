"""Mistaken uses of pydantic models and msgspec Structs, and what type checkers report."""

from parcels import msgspec_structs as structs
from parcels import pydantic_models as models


def mistaken(parcel: models.Parcel, struct: structs.Parcel) -> None:
    print(parcel.Note)  # error: attr-defined / reportAttributeAccessIssue
    print(parcel.note.upper())  # error: union-attr / reportOptionalMemberAccess
    print(struct.weight.real)  # error: union-attr / reportOptionalMemberAccess
    models.Letter(kind="box", pages=1)  # error: arg-type / reportArgumentType
    structs.Letter(pages="1")  # error: arg-type / reportArgumentType
    structs.Letter()  # error: call-arg / reportCallIssue
