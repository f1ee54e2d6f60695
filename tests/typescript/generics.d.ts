export interface Msg<T = any> {
  type: string;
  data: T;
}
export interface Pair<A extends string | number, B = A> {
  first: A;
  second: B;
}
export type Maybe<T> = T | null;
export type ListOf<T extends object, N extends string = "items"> = { [K in N]: T[] };
export type Bare = Msg;
export type OfText = Msg<string>;
export type Nested = Msg<Maybe<Pair<"a">>>;
export type Two = Pair<number, string>;
export type Listed = ListOf<{ id: string }>;
export type Called = ListOf<Two, "pairs">;
