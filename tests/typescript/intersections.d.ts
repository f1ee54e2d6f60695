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
