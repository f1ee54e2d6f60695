"""The checks of payloads as TypeScript, with the conventions that make a type one of JSON.

The page docs/differences.md lists them with their reasons.
"""

from __future__ import annotations

import json
import re
from typing import Any

from typescribe.verifying.compiler import CompilerError

NOT_ASSIGNABLE = {2322, 2559, 2560, 2739, 2740, 2741, 2820}
"""The codes of the errors by which the compiler refuses a value."""

_WEAK = re.compile(r"has no properties in common with")

AS_JSON = """\
type No = ((...args: never[]) => unknown) | (abstract new (...args: never[]) => unknown)
  | Function | symbol | bigint;
type IsUnknown<T> = [unknown] extends (T extends unknown ? [T] : never) ? true : false;
type Undefined<V> =
  0 extends 1 & V ? false : IsUnknown<V> extends true ? false : undefined extends V ? true :
  [V] extends [void] ? ([V] extends [never] ? false : true) : false;
type Name<K, V> =
  K extends symbol ? never : 0 extends 1 & V ? K :
  [Exclude<V, undefined | void>] extends [never] ? K :
  [Exclude<V, undefined>] extends [No] ? never : K;
type IsMarked<T, Base> =
  [Exclude<keyof T, keyof Base>] extends [never] ? false :
  {} extends Pick<T, Exclude<keyof T, keyof Base | symbol>> ? true : false;
type Plain<T> =
  T extends infer U extends string ? `${U}` :
  T extends infer U extends number ? (`${U}` extends `${infer N extends number}` ? N : U) : T;
type Unmarked<T, Base> =
  T extends (infer B) & Pick<T, Exclude<keyof T, keyof Base>> ? (
    [B] extends [Base] ? (IsMarked<B, Base> extends true ? Base : B) : Base
  ) : Base;
type Obj<T> = object & { [Symbol.iterator]?: never }
  & { [K in keyof T as Undefined<T[K]> extends true ? never : Name<K, T[K]>]: Json<T[K]> }
  & { [K in keyof T as Undefined<T[K]> extends true ? Name<K, T[K]> : never]?: Json<T[K]> };
type Empty = Obj<{}>;
type HasRest<T extends readonly unknown[]> = number extends T["length"]
  ? [Exclude<keyof T, keyof unknown[] | `${number}`>] extends [never] ? true : false : false;
type Json<T> =
  0 extends 1 & T ? any :
  [T] extends [never] ? never :
  IsUnknown<T> extends true ? unknown :
  T extends infer U extends string ? (
    IsMarked<U, string> extends true ? Plain<Unmarked<U, string>> : `${U}`
  ) :
  T extends infer U extends number ? (
    IsMarked<U, number> extends true ? Plain<Unmarked<U, number>> : Plain<U>
  ) :
  T extends boolean | null | undefined | void ? T :
  T extends readonly (infer E)[] ? (
    ("0" extends keyof T ? unknown : E[]) extends T ? Json<E>[] :
    T extends readonly [infer A] ? [Json<A>] :
    T extends readonly [infer A, infer B] ? [Json<A>, Json<B>] :
    T extends readonly [infer A, infer B, infer C] ? [Json<A>, Json<B>, Json<C>] :
    { [K in keyof T]: 0 } extends readonly (0 | undefined)[] ? { [K in keyof T]: Json<T[K]> } :
    HasRest<T> extends true ? T :
    { [K in keyof T as K extends number | `${number}` | "length" ? K : never]: Json<T[K]> }
      & readonly unknown[]
  ) :
  T extends No ? never :
  [object] extends [T] ? (
    [keyof T] extends [never] ? ([string] extends [T] ? Empty : object) : Obj<T>
  ) :
  T extends { toJSON(...args: never[]): infer R } ? Json<R> :
  T extends { valueOf(): infer R extends string | number | boolean } ? R :
  T extends infer U extends object ? Obj<U> : T;
"""
"""Types that make the compiler compute the part of a type that JSON carries.

Of enums the values, of objects no functions and no symbols, of those with `toJSON` what it returns;
what may be undefined may be absent; an object type is of objects, not of arrays or scalars. The
compiler does not look into `Json<E>[]` or `[Json<A>]` before it must, so recursion through arrays
and short tuples ends. A template of T itself would be any text where T is the branch of a condition
that repeats what the condition checks; one of an inferred name is not. A text or number that is
marked by a symbol, as `string & { [tag]: 1 }` is, or by what may be absent, is sent as any other:
`Unmarked` infers it from the intersection. An interface that extends `[A, ...B[]]` is compared as
it is, since nothing but the interface itself shows which item is of which type.
"""

AS_WIDE_JSON = AS_JSON.replace("type Empty = Obj<{}>;", "type Empty = {};")
"""The same, but `{}` is whatever is not null: what `NonNullable<unknown>` is as well."""


def question(number: int, name: str, payload: Any) -> str:
    """Return one line that the compiler rejects exactly if the payload does not match the type."""
    declared = f"declare const p{number}: {type_of(payload)};"
    return f"{declared} export const c{number}: Json<S.{name}> = p{number};"


def is_refusal(error: CompilerError) -> bool:
    """Whether an error means that a value does not match the type, and is not about a likely typo.

    If all properties of a type are optional, the compiler rejects values that have only other
    properties ("weak type detection"). In JSON, such values are valid.
    """
    return error.code in NOT_ASSIGNABLE and not _WEAK.search(error.text)


def type_of(payload: Any) -> str:
    """Return the type that matches only the given JSON value."""
    if isinstance(payload, dict):
        members = (f"{json.dumps(key)}: {type_of(value)}" for key, value in payload.items())
        return "{" + "; ".join(members) + "}"
    if isinstance(payload, list):
        return f"[{', '.join(map(type_of, payload))}]"
    return json.dumps(payload)
