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
