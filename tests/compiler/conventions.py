"""The part of a type that JSON carries, computed by the compiler: the documented conventions.

The page docs/differences.md lists them with their reasons. What the compiler cannot compute is not
drawn: ambient enums without initial values, and operators over what `toJSON` replaces.
"""

_AS_JSON = """\
type No = ((...args: never[]) => unknown) | (abstract new (...args: never[]) => unknown)
  | symbol | bigint;
type Undefined<V> =
  0 extends 1 & V ? false : unknown extends V ? false : undefined extends V ? true :
  [V] extends [void] ? ([V] extends [never] ? false : true) : false;
type Name<K, V> =
  K extends symbol ? never : 0 extends 1 & V ? K :
  [Exclude<V, undefined | void>] extends [never] ? K :
  [Exclude<V, undefined>] extends [No] ? never : K;
type Obj<T> = object & { [Symbol.iterator]?: never }
  & { [K in keyof T as Undefined<T[K]> extends true ? never : Name<K, T[K]>]: Json<T[K]> }
  & { [K in keyof T as Undefined<T[K]> extends true ? Name<K, T[K]> : never]?: Json<T[K]> };
interface Items<E> {
  readonly [index: number]: Json<E>; readonly length: number; readonly map: unknown;
}
type Json<T> =
  0 extends 1 & T ? any :
  [T] extends [never] ? never :
  unknown extends T ? unknown :
  T extends string ? `${T}` :
  T extends number ? (`${T}` extends `${infer N extends number}` ? N : T) :
  T extends boolean | null | undefined | void ? T :
  T extends readonly unknown[] ? (
    "0" extends keyof T ? { [K in keyof T]: Json<T[K]> } :
    T[number][] extends T ? Items<T[number]> : { [K in keyof T]: Json<T[K]> }
  ) :
  T extends No ? never :
  T extends { toJSON(...args: any[]): infer R } ? Json<R> :
  [object] extends [T] ? (
    [keyof T] extends [never] ? ([string] extends [T] ? Empty<T> : object) : Obj<T>
  ) :
  T extends object ? Obj<T> : T;
"""
"""Types that make the compiler compute the part of a type that JSON carries.

Of enums the values, of objects no functions and no symbols, of objects with `toJSON()` what that
returns; what may be undefined may be absent; an object type is of objects, not of arrays or
scalars. `Items` is an array whose items are looked at late, so that arrays may recur.
"""

LEAST = f"{_AS_JSON}type Empty<T> = Obj<T>;\n"
"""The values that have to be accepted: `{}` is an object."""

MOST = f"{_AS_JSON}type Empty<T> = T;\n"
"""The values that may be accepted: `{}` is everything but null, as the compiler has it.

An operator such as `NonNullable<unknown>` gives that, and only the result is seen here.
"""
