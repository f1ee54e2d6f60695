export interface Root {
  id: number;
  [k: `x-${string}`]: string;
}
export type Prefix = `a-${string}` | `b-${"p" | "q"}-${number}`;
export type Prefixed = { readonly [k in Prefix]: boolean };
export type Named = { [k: Prefix]: boolean };
export interface Numbers {
  name: string;
  [k: number]: string;
}
export interface OfNumbers extends Record<number, { id: string } | null> {
  name?: string;
  length?: never;
}
export interface Several {
  "x-id": "a" | "b";
  [k: `x-${string}`]: string;
  [k: `${string}-n`]: string | number;
  [k: string]: string | number | boolean;
}
export interface Exact {
  "x-a": any;
  "x-b"?: "b";
  [k: `x-${string}`]: string | undefined;
}
export interface Base {
  [k: `x-${string}`]: unknown;
}
export interface Derived extends Base {
  name: string;
  "x-size"?: number;
  [k: `on${string}`]: string[];
}
export type Recorded = Record<`x-${string}` | "x-a" | "id", string>;
export type Everything = Record<string | number | symbol, string>;
export type BothWays = { [k: string]: unknown; [k: number]: string };
export type Optional = Partial<Root>;
export type Needed = Required<{ id?: number; [k: `x-${string}`]: string }>;
export type Picked = Pick<Root, "id">;
export type PickedByName = Pick<Root, "x-one">;
export type PickedByPattern = Pick<Root, `x-y${string}`>;
export type Omitted = Omit<{ id: number; "x-b": "b"; c: 1; [k: `x-${string}`]: string }, "id">;
export type WithoutPattern = Omit<Root, `x-${string}`>;
export type Keys = keyof Root;
export type NumberKeys = keyof { [k: number]: string };
export type Value = Root["x-anything"];
export type Values = Root[keyof Root];
export type Renamed = { [K in keyof Root as `on-${K}`]: Root[K] };
export type Boxed<T> = { [K in keyof T]: { value: T[K] } };
export type Boxes = Boxed<Root>;
export type Generic<T> = { kind: string; [k: `t-${string}`]: T };
export type OfText = Generic<string>;
export type Alternatives = Generic<number> | { kind: 1; [k: `t-${string}`]: string };
export type Merged = Root & { [k: `x-${string}`]: "a" | "b" };
export type MergedName = { "x-a": "a" | 1; b?: string } & { [k: `x-${string}`]: string };
export type MergedIndex = { [k: number]: string } & { [k: string]: string | boolean };
export interface Tree {
  name: string;
  [k: `child-${string}`]: Tree | null;
}
export declare const tag: unique symbol;
export interface Tagged {
  [tag]?: string;
  [k: symbol]: string | undefined;
  [k: `x-${string}`]: number;
}
export type Fits = { "x-a": string } extends Root ? "yes" : "no";
export type FitsPattern = { id: 1; "x-a": "a" } extends Root ? "yes" : "no";
export type FitsNot = { id: 1; "x-a": 1 } extends Root ? "yes" : "no";
export type Inferred = { id: 1; "x-a": "a"; "x-b": "b" } extends { [k: `x-${string}`]: infer V } ? V : never;
export type Kept = Exclude<keyof Several | "z", `x-${string}`>;
export type Chosen = { [K in keyof Root as K extends `x-${string}` ? K : never]: Root[K] };
export declare enum Level {
  Low = 1,
  High = 2,
}
export type ByLevel = { [K in Level]: { level: K } };
