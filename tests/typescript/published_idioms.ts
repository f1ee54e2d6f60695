// judged as JSON: what people write in the declarations that they publish
declare const tag: unique symbol;
export type Branded<T, B> = T & { readonly [tag]: B };
export type UserId = Branded<string, "user">;
export interface Payment { id: UserId; amount: Branded<number, "cents">; of: Branded<{ a: 1 }, "x"> }

export type Shape = { kind: "circle"; r: number } | { kind: "square"; s: number } | { kind: "square"; z: 1 };
export type ByKind = { [S in Shape as S["kind"]]: Omit<S, "kind"> };
export type Handlers = { [S in Shape as `on_${S["kind"]}`]?: S };
export type FromEntries<T extends [string, any]> = { [E in T as E[0]]: E[1] };
export type Entries = FromEntries<["a", 1] | ["b", string] | ["a", 2]>;
export type Named = { [K in "lit" | { n: "obj" } as K extends string ? K : K extends { n: infer N extends string } ? N : never]: 1 };

export class Keyed<T, U = string> {
  v!: T;
  u!: U;
  constructor(v: T) {}
  static readonly KINDS = ["x", "y"] as const;
  static make(): { m: 1 } { return { m: 1 }; }
  static accessor made = 1;
}
declare function box<T, U extends string = "d">(t: T, u?: U): { t: T; u: U };
export type OfClass = InstanceType<typeof Keyed<number, null>>;
export interface OfBase extends InstanceType<typeof Keyed<number>> {}
export type OfStatic = (typeof Keyed)["KINDS"][number];
export type OfMethod = ReturnType<(typeof Keyed)["make"]>;
export type OfFunction = ReturnType<typeof box<string>>;
export type OfConstructor = ConstructorParameters<typeof Keyed<string>>;
export type Boxed<X> = { x: ReturnType<typeof box<X>> };
export type OfGeneric = Boxed<boolean>;

export type Last<T extends any[]> = T extends [...any, infer L] ? L : never;
export type OfLast = Last<[1, { z: 3 }]>;
export type WithAny = [string, ...any];

export interface Stamp extends Date { zone: string }
export interface Plain extends Object { a: 1 }
export interface Listed extends globalThis.Partial<{ p: 1 }> { q: globalThis.Array<1> }

const ROUTES = { home: { path: "/", auth: false }, user: { path: "/u", auth: true } } as const satisfies Record<string, { path: string; auth: boolean }>;
export type Path = (typeof ROUTES)[keyof typeof ROUTES]["path"];
export type Routes = typeof ROUTES;
const NAMES = { list: ["a", "b"], on: true } satisfies { list: ("a" | "b")[]; on: boolean };
export type Names = typeof NAMES;
const FLAGS = { a: true } satisfies Record<string, boolean>;
export type Flags = typeof FLAGS;

export class Chained { next?: this; v = 1; other?: Chained }
export class OfChained extends Chained { w = 2 }
export class OfOfChained extends OfChained { x = 3 }
export interface Tree<T = string> { value: T; kids: this[]; parent?: this | null }
export interface Leaf extends Tree { leaf: true }
export interface Branch<U> extends Tree<U> { extra: U }
export type Numbered = Tree<number>;
export interface Root extends Numbered { q: 1; branch?: Branch<1> }

export interface Signed { [k: string]: string | number; [k: number]: string; 5: "five"; a: "x" }
export type WithoutFive = Omit<Signed, 5>;
export type WithoutNumbers = Omit<Signed, number>;
export type WithoutAll = Omit<Signed, PropertyKey>;
export type Numbers = Pick<Signed, number>;
export type AllStrings = Pick<Signed, string>;
export interface Parts { [k: `x-${string}`]: 1; [k: number]: 2; a: 3 }
export type PartsWithoutStrings = Omit<Parts, string>;
export type WithoutStrings = Omit<{ a: 1; b: 2 }, string>;
export type Item = ArrayLike<string>[number];
export type Symbols = Record<"a" | symbol, 1>;
export type OverSymbols = { [K in string | symbol]: 1 };

export interface Present { id?: 1; e: 2 | undefined }
export type UndefinedAndOptional = { id: 1 | undefined } & Present;
export type OptionalAndUndefined = Present & { e?: 2 };
export type Given<T> = { id: T } & Present;
export type OfGiven = Given<1 | undefined>;
export type AtLeast<O extends object, K extends string> = K extends keyof O ? { [P in K]: O[P] } & O : O;
export type OfAtLeast = AtLeast<Present, "id" | "e">;

export interface NonEmpty<A> extends Array<A> { 0: A }
export type OfNonEmpty = { list: NonEmpty<{ a: 1 }> };
export interface Couple<A, B> extends ReadonlyArray<A | B> { 0: A; 1: B; length: 2 }
export type OfCouple = Couple<string, number>;
export type FirstAndMore<T> = T[] & { 0: T };
export type OfFirst = FirstAndMore<"x">;

export type Flavored<T, F> = T & { _type?: F };
export type Email = Flavored<string, "email">;
export interface Flavors { mail: Email; all: Flavored<string | number, "x">; list: Flavored<string[], "y">; maybe: Flavored<string, 1> | null }

export class Model { id = ""; name?: string; nested = { a: 1 }; greet() { return 1; } run = () => {}; cb?: (x: 1) => void }
export type DataNames<T> = { [K in keyof T]: T[K] extends Function ? never : K }[keyof T];
export type Data<T> = Pick<T, DataNames<T>>;
export type OfModel = Data<Model>;
export type Unmethodical<T> = { [K in keyof T as T[K] extends (...args: any[]) => any ? never : K]: T[K] };
export type AsModel = Unmethodical<Model>;
export type MethodNames<T> = { [K in keyof T]: T[K] extends Function ? K : never }[keyof T];
export type WithoutMethods<T> = Omit<T, MethodNames<T>>;
export type FromModel = WithoutMethods<Model>;

export class Later extends Promise<number> { tag = "x" }
export interface Soon<T> extends PromiseLike<T> { a: 1 }
export interface Sooner extends Soon<{ q: 1 }> {}
export type Settle<T> = T extends Promise<infer U> ? U : T;
export interface Settled { a: Awaited<Later>; b: Awaited<Soon<"x">>; c: Awaited<Sooner>; d: Settle<Later>; e: Awaited<Promise<Later> | "z"> }
const LITERAL = "lit";
const COMPUTED = { [LITERAL]: 1, [`t`]: <const>["z"], ["q"]: <const>true };
export type Computed = typeof COMPUTED;
