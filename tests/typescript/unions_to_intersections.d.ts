type Joined<U> = (U extends any ? (k: U) => void : never) extends (k: infer I) => void ? I : never;
interface A { a: 1 }
interface B { b: { c: string } }
type AB = A | B;
export type OfObjects = Joined<{ a: 1 } | { b: 2 }>;
export type OfAlias = Joined<AB>;
export type OfOne = Joined<A>;
export type OfTexts = Joined<"a" | "b"> | null;
type Both<Union> = (Union extends unknown ? (one: Union) => void : never) extends ((all: infer All) => void) ? All & Union : never;
export type AndUnion = Both<AB>;
type Wrapped<U> = (U extends U ? (x: { v: U }) => any : never) extends (x: infer I) => any ? I : never;
export type OfParts = Wrapped<A | B>;
type Plain<T> = { [K in keyof T]: T[K] } & {};
export type Mapped = Plain<Joined<AB>>;
export type Indexed = Joined<AB>["a"];
