// judged as JSON: disagreements that the fuzzer has found, each as it was shrunk
export type LengthOfText = string extends { length: infer U } ? [U] : string;
export type LengthOfTuple = [1, 2?] extends { length: infer U } ? U : never;
export type ItemByName = ["x", "y"] extends { "1": infer U } ? U : never;
export type OfBrand = ("" & { a: string }) extends { a: infer U } ? [U] : string;
export type Id = "id";
export type Absorbed = [Extract<string | Id, Id>?];
export type AbsorbedByGeneric = [OnlyText<string | "a"> | 1];
type OnlyText<T> = T extends "a" ? T : never;
export type AbsorbedByAny = [Exclude<any | "a", "a">, OnlyText<unknown | "a">?];
export type OverNever = { b: 1 } & { [K in keyof never as K]?: string };
export type TwoKeysOfOneName = { [K in keyof { id?: string; kind: 1 } as "a"]: string };
export type WithUnknown = { id: string } & { id: "x" } & unknown;
export type Every<T> = T extends readonly (infer E)[] ? Every<E> : T;
export type Deepest = Every<string[][]>;
export type Limited<T> = T extends (infer U extends string)[] ? U : "none";
export type OfLimited = [Limited<"a"[]>, Limited<number[]>];
export type OfNothing = [keyof {} extends `${infer U}${string}` ? U : "none"][];
export type KeysOfOneName = { [K in keyof { kind: string; "1": string } as "a"]: [Exclude<"1", K>?] };
export type ValuesOfOneName = { [K in keyof { a: 1; b?: 2 } as "c"]: { a: 1; b?: 2 }[K] };
export type OfAny = [any extends [any, ...infer U] ? U : 1, any extends `a${infer U}` ? U : 1];
export type OfAnyText = (any extends `${infer U}${string}` ? U : 1) | 2;
export enum TextAndNumber { A = "x", B = 2 }
export type KeysOfEnum = { [K in TextAndNumber]?: K };
export type MayBeLeftOut = Parameters<(x: string, y: void, z: number | void, ...rest: 1[]) => void>;
export type NumbersAsKeys = { [K in keyof Record<0 | 1, string> as K]?: K };
export type NumberOfRecord = [keyof Record<0 | 1, string>];
export type WithUnknownProperty = { kind: unknown } & { kind?: string };
export type ReadonlyAny = { a?: Readonly<any> };
export type KeysOfRecord = [keyof Record<PropertyKey, string>, keyof Record<"a", 1>];
export type KeysOfNever = keyof ({ a: "b" } & { a?: "c" });
export type ItemOfNever = [({ a: "b"; c: 1 } & { a?: "d" })["c"]?];
export type TextOfNever = [({ b?: null } & { b: string }) extends `${infer U}-` ? U : 1];
export type KeysOfPartial = [keyof Partial<{ [key: string]: 1 }>, keyof Pick<{ [key: string]: 1 }, "a">];
export type KeysOfOmit = keyof Omit<{ [key: string]: string }, "a">;
export type KeysOfMapped = [keyof { [K in keyof { [key: string]: 1 }]: K }, keyof { [K in string]: K }];
export type KeysOfRenamed = [keyof { [K in string as `a-${K}`]: K }, keyof { [K in string as K]: K }];
export type KeysOfAlternatives = keyof ({ [key: string]: 1 } | { a: "b" });
export type MayBeMissing = { a: Partial<Record<string, 1>>[string]; b: { [K in string]?: 1 }["c"] };
export type NumberIsLeftOut = Omit<Partial<Record<0 | 1, string>>, 1>;
export type TextIsNoNumber = Omit<Partial<Record<0 | 1, string>>, "1">;
export type StaysRequired = { kind: unknown } & { kind?: unknown };
export type BesideIndex = "none" | { [K in keyof { "0": string; [key: string]: string } as K]: K extends "0" ? 1 : string };
export type ItemsOfNothing = [[] extends (infer U)[] ? U : 1][];
export type ItemsByNumber = [
  "a" extends Record<number, infer U> ? U : 1,
  [2] extends Record<number, infer U> ? U : 1,
];
export type OfRequired = {
  [K in keyof { x?: string } as K]-?: { x?: string }[K];
} extends Record<string, infer U> ? U : 1;
export type OfBrandedText = ({ a: string } & string) extends { a: infer U } ? [U] : 1;
export type RepeatsWhatIsChecked = "id" extends string ? "id" : string;
export type ManyOrNothing = [{}?, ...string[]];
export type WholeObject = [Every<object>, object extends { a?: infer U } ? U : 1, (keyof object)?];
export type ObjectOfAll = [Exclude<object | "a", { b: 1 }>, Partial<object>];
export type NoPromise = { b: 1 } & { b: "x" } extends Promise<infer U> ? [U] : "none";
type UnlessFunction<T> = T extends () => void ? "function" : T;
export type OfAnyOrNever = [UnlessFunction<any>, UnlessFunction<"a">, UnlessFunction<never>?];
export type NumbersAsText = [`${0.00001}`, `${1e-7}`, `${1e21}`, `a${123456789012345680000}`][];
export type TextsAsNumber = ["1e-7" extends `${infer N extends number}` ? N : "none"];
export type ObjectsOfSymbols = [Omit<symbol, string> | "a", (Readonly<() => void> | "b")?];
export interface AnyBesideIndex { a?: any; b: any; [key: string]: string }
type ValuesOfRecord<T> = [T] extends [Record<string, infer U>] ? [U] : "none";
export type OfMappedAndOthers = [
  ValuesOfRecord<{ [K in keyof { "0": string }]+?: string } | { a?: 1 }>,
  ValuesOfRecord<Record<"a", 1> | { a: 2 }>?,
];
export type RequiredIfCompared = ({ kind: unknown } & { kind?: string }) extends { kind: infer U } ? [U] : 1;
export type Signed = { "0": string } & { [key: string]: "a" | "b" };
export type PropertyBesideSignature = [Signed["0"], Signed extends { "0": infer U } ? U : 1];
export type OnlyTheProperty = Pick<Signed, "0">;
export type DiffersFromSignature = { [K in keyof ({ "0": string } & { [key: string]: 1e3 }) as K]-?: string };
export type IsNotNever = ({ "0": string } & { [key: string]: 1e3 }) extends never ? 1 : 2;
export interface ExcludedSymbols { a: Exclude<unknown, symbol>; b: string extends symbol ? 1 : unknown }
export type KeyInFunction = { [K in "a" | "b"]: ReturnType<() => K> };
export type InferredInFunction = ["x"] extends [infer U] ? ReturnType<() => U> : never;
export type PropertyOfSignature = { [K in keyof ({ [key: number]: string } | { "0": string }) as `x-${K}`]: string };
export type PropertyOfIndex = { [K in keyof ({ [key: string]: string } | { a: string })]: string };
export type Word = "x-a";
export type NamedWords = "x" | "z";
export type NamedScalars = { a?: Word & 1; b: Word & string; c: NamedWords & "x"; d: `x-${string}` & Word; e: { n?: Word } & { n?: 1 } };
export type KeysOfNamedNever = keyof ({ n?: Word } & { n: "x" });
export type Nothing = null;
export interface OfNulls { a?: [null, Nothing]; b: Nothing; c: Record<string, Nothing | null>; "d-e"?: (null | Nothing)[] }
type Only<T, U> = T extends U ? T : never;
type OrText<T> = T | string;
type Held<T> = { a: T | string };
type OfParameter<T> = Only<T | string, T>;
type OfAlias<T> = Only<OrText<T>, T>;
type OfProperty<T> = Only<Held<T>["a"], T>;
type OfInferred<T> = [T | string] extends [infer U] ? Only<U, T> : 1;
export type TakenApartBefore = [OfParameter<"a">?, OfAlias<"b">?, OfProperty<"c">?, OfInferred<"d">?];
export type AbsorbedBefore = [Only<OrText<"a">, "a">?];
export type KeyTakenApart = { [K in "a"]: Extract<string | K, K> };
type Tails<P> = P extends [infer F, ...infer R] ? [R, ...Tails<R>] : [];
export type OfObject = Tails<[object]>;
export type FitsBoth = [{ a: "a" } extends Both ? 1 : 2, { a: "b" } extends Both ? 1 : 2, Both extends { a: "a" } ? 1 : 2];
export type Both = { a: string } & { [key: string]: "a" };
export type UnionsOfAll = [Readonly<string | any>, Partial<1 | any>?, (keyof ({ a: 1 } | any))?, ({ a: 1 } | any)["a"]?];
export interface AwaitedOptional { a: Awaited<{ [K in keyof { id?: string; kind: 1 }]: 2 }> }
export type KeysOfAny = { [K in keyof any as K extends "a" ? "b" : K]: K };
export type KeysOfAnyRenamed = { [K in keyof (any | 1) as K extends string ? "b" : "c"]?: K };
type Renamed<T> = { [K in keyof T as `x-${K & string}`]?: 1 };
export type KeysOfAnyByGeneric = [Renamed<any>];
type Excludes<T> = { kind?: T } & { kind: string };
export type MappedOverNever = [Partial<Excludes<1.5>>?, Required<Excludes<1.5>>?, Renamed<Excludes<1.5>>?];
export type PickedOfNever = [Omit<Excludes<1.5>, "x">];
export type ConditionOnNever = [Only<Excludes<1.5>, unknown>?];
export type TextOfNoKeys = [`${keyof {} & string}-a` extends `${infer U}${string}` ? U : 1][];
type Same<T> = T;
type OrItself<T, U = T[]> = U;
export interface ArrayByAlias extends Same<string[]> {}
export interface ArrayByDefault extends OrItself<1> {}
export type AndNothing = [ArrayByAlias & {}, (ArrayByDefault & {})?];
export type WithoutNever = [Omit<Excludes<1.5> | { a: 1 }, "b">, { [K in keyof ({ kind: "a"; x: 1 } & ({ kind: "a"; y: 1 } | { kind: "b"; z: 1 }))]: K }];
export type Kinds = { kind: "a"; x: 1 } | { kind: "b"; y?: 2 };
export type ByKind = { [D in Kinds as D["kind"]]: D };
type Keyed<T extends { kind: string }> = { [D in T as `by-${D["kind"]}`]?: Omit<D, "kind"> };
export type ByGeneric = Keyed<Kinds>;
export type Renames = [{ [K in boolean as `${K}`]: K }, { [K in any as "a"]: K }, { [K in [1, 2] as "n"]: K }];
export type NeverRenamed = [{ [K in never as "a"]: K }?, { [K in null as "a"]?: K }?];
type Indexed<T, K extends keyof T> = T[K];
export type IndexedByNever = [
  Indexed<{ [key: string]: string }, never>, Indexed<{ [key: string]: string | 1; [key: `x-${string}`]: 1 }, never>, Indexed<[1, "x"], never>,
  Indexed<{ a: 1 }, never>?, Indexed<{ [key: string]: 1 } | { a: 2 }, never>?, object[keyof object]?,
];
export type KeysOfUnknownRenamed = { [K in keyof (unknown) as "a"]-?: string };
type SplitBy<S extends string, D extends string> = S extends `${infer A}${D}${infer B}` ? [A, ...SplitBy<B, D>] : S extends "" ? [] : [S];
export type SplitByText = SplitBy<"ab-cd-e", "-">;
export type SplitByNothing = SplitBy<"ab", "">;
export class Named { a!: string; z?: 1 }
export class OfNamed extends Named { c?: string }
export type OwnKeysFirst = [{ [K in keyof OfNamed as "a"]: K }, { [K in keyof OfNamed]: K }?];
export type OneMemberHasIt = ({ a?: "" } extends { a: infer U } | { b: infer U } ? [U] : string);
export type Distinguishing = [
  { a?: 1 } extends { a: 1 } | { a: undefined } ? 1 : 2,
  { a?: 1 } extends { a: 1 | undefined } | { b: 1 } ? 1 : 2,
  { a?: 1 } extends { a: 1 | undefined; x?: 1 } | { a: 1 | undefined; y?: 1 } ? 1 : 2,
];
export interface EmptyObject extends Same<object> {}
type InObject<P> = ({ b: object })[keyof ({ b: string })];
export interface EmptyObjectToo extends InObject<1> {}
export interface EmptyOfEmpty extends EmptyObject {}
export type Anything = any;
export type BesideAny = { [key: string]: any | string } & { n: string };
export type BesideAnyToo = { [key: string]: (Anything & 1) | string } & { n: string };
export type BesideAnyWithin = { [key: string]: { x: any[] } } & { n: { x: string[] } };
type ValuesOf<T> = T extends Record<string, infer U> ? [U] : "no";
export type NotUndefined = [ValuesOf<{ b?: undefined }>, ValuesOf<{ b?: undefined; c: 1 }>, ValuesOf<{ b?: 1 }>, ValuesOf<{ b?: 1 | undefined }>, ValuesOf<{ b?: never }>];
export type UndefinedThere = [{ b?: undefined } extends Record<string, undefined> ? 1 : 2, { b?: undefined } extends Record<string, 1> ? 1 : 2, { b?: undefined } extends { b?: 1 } ? 1 : 2];
export type Space = " " | "\n" | "-";
type TrimEnd<V extends string> = V extends `${infer R}${Space}` ? TrimEnd<R> : V;
export type Trimmed = [TrimEnd<" x \n">, "ab-c" extends `${infer R}${Space}${infer S}` ? [R, S] : 0, "xtrue" extends `${infer R}${boolean}` ? R : 0];
export type AnyJsonObject = { [Key in string]: AnyJson } & { [Key in string]?: AnyJson | undefined };
export type AnyJson = string | number | boolean | null | AnyJsonObject | AnyJson[] | readonly AnyJson[];
export type AbsorbedUnions = [(Kinds | 1) & (1 | Kinds | null), { [key: string]: "a" | 2 } & { [key: string]: 2 | "a" | null }];
type IsNever<T> = [T] extends [never] ? "never" : "not";
export type NullAndMore = [
  IsNever<{ n: null } & { n: { a: 1 } }>, IsNever<{ n: null } & { n: string[] }>, IsNever<{ n: null } & { n: string[] | null }>,
  IsNever<{ n: 1 } & { n: never }>, IsNever<{ n: null | 1 } & { n: { a: 1 } }>, IsNever<{ n?: null } & { n?: string[] }>,
];
export type ObjectAndMore = [
  IsNever<{ k: "a" } & { k: object }>, IsNever<{ k: string } & { k: object }>, IsNever<{ k: "a" } & { k: object | null }>,
  IsNever<{ k: "a" | null } & { k: object | null }>, IsNever<{ k: "a" } & { k: { x: 1 } }>, IsNever<object & (1 | 2)>,
  IsNever<object & Texts.A>, (object & (1 | { a: 2 })) extends { a: number } ? 1 : 2, keyof (object & { a: 1 }),
];
export enum Texts { A = "a", B = "b" }
export type OfObjectAndScalars = [object & (string | { a: 1 } | string[] | null | Texts), (object | "a") & ("a" | { b: 1 })];
type TextOrItems<P> = P extends string ? P[] : { a: P };
export interface ItemsByCondition extends TextOrItems<string> {}
export interface FieldsByCondition extends TextOrItems<number> {}
export interface ItemsBesideNever extends OrItems<Extract<"a", "b">> {}
type OrItems<P> = P | { v: P }[];
type Around<X, Y> = [Y, ...X[], Y];
export interface LateByAlias extends Around<string, number> {}
export type Marked = { n: 16 & { kind?: string }; t: "ab" & { kind?: string }; p: `a${string}` & { kind?: 1 } };
export type NotAbsent = { [K in keyof { a?: string }]-?: { a?: string }[K] };
export type RequiredTwice = [Required<NotAbsent>, Required<Required<{ a?: 1; b: 2 | undefined }>>, Required<NotAbsent & { z?: 1 }>, Required<Readonly<NotAbsent>>, Required<Partial<Required<{ a?: 1 }>>>];
export type CoveredByTemplate = [
  IsNever<Extract<keyof { "x-a": 1; [key: `x-${string}`]: 1 | 2 }, "x-a">>, Extract<"x-a" | `x-${string}` | "y", "x-a" | "y">,
  WhichOne<"x-a" | `x-${string}` | 1>, { [K in "x-a" | `x-${string}`]: K extends "x-a" ? 1 : 2 },
];
type WhichOne<T> = T extends "x-a" ? [T] : T extends string ? "other" : 0;
export interface ItemsOfItsOwn extends ReadonlyArray<{}> { [key: number]: string }
export interface ItemsOfParameter<P> extends Array<P | 1> { [key: number]: 1 }
export type OfOwnItems = [ItemsOfItsOwn, ItemsOfParameter<"x">, ItemsOfItsOwn[number]];
export type Anything1 = object;
export type Anything2 = object;
export type Weak = { a?: string };
export type Traits = Weak & { b?: 1 } & Anything1 & Anything2;
export type WithTraits = Traits & { c: 1 };
export interface FromTraits extends Traits { z: 1 }
type AndObjects<T> = T & Anything1 & Anything2;
export type OfAndObjects = [AndObjects<Weak>, AndObjects<Weak | null>, AndObjects<(1 | 2)[]>, (Weak | string[] | 1) & Anything1];
