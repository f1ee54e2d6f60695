export interface A {
  a: string;
  both?: string | number;
}
export interface B {
  b?: boolean;
  both: number | null;
}
export type Joined = A & B;
export type Nothing = A & { a: number };
export type Indexed = A & { [key: string]: string | number };
export type Unbound = A & Record<string, unknown>;
export type OneOf = (A | { c: 1 }) & { d: 2 };
export type Literal = ("a" | "b" | 1) & string;
export type Spread = ((A | { a: 5; c: 1 }) & B)["a"];
export type Keys = keyof ((A | { a: 5 }) & B);
export type NoItems = string[] & number[];
export type Items = (string | number)[] & (number | boolean)[];
export type Places = [1, ...number[]] & [number, 2];
export type ObjectItems = { a: 1 }[] & { b: 2 }[];
export type NarrowedTuple = readonly string[] & ["a", "b"];
export type NoPlace = { never?: string[] & ["a", number]; a: 1 };
export type Shorter = [string, number?] & [string];
export type NoLength = { never?: [string] & [string, number]; a: 1 };
export type ThreeArrays = [1, 2?] & number[] & [unknown, ...number[]];
export type HolderOfArrays = { x: string[] & number[]; y: (string | 1)[] & (1 | 2)[] | null };
