type Maybe<T> = T | null;
type List<T> = T[];
type Also<T> = List<T>;
type Result<V, E> = { ok: true; v: V } | { ok: false; e: E };
type Pair<A, B> = [A, B];
type Id<P extends string> = `${P}_id`;
interface Box<T> { v: T }
type Tagged<T> = Box<T> & { tag: "b" };
interface NonEmpty<A> extends Array<A> { 0: A }
type OfMaybe<T> = T extends Maybe<infer U> ? U : "no";
export type A = OfMaybe<{ a: 1 } | null>;
type OfList<T> = T extends Also<infer U> ? U : "no";
export type B = OfList<[1, 2]> | OfList<"x">;
type OfResult<T> = [T] extends [Result<infer V, infer E>] ? { v: V; e: E } : "no";
export type C = OfResult<Result<1, "bad">>;
type OfPair<T> = T extends Pair<infer X, infer Y> ? [Y, X] : "no";
export type D = OfPair<[1, "a"]> | OfPair<[1]>;
type OfId<T> = T extends Id<infer P> ? P : "no";
export type E = OfId<"user_id">;
type OfTagged<T> = T extends Tagged<infer U> ? U : "no";
export type F = OfTagged<{ v: 1; tag: "b" }> | OfTagged<{ v: 1 }>;
type OfNonEmpty<T> = T extends NonEmpty<infer U> ? U : "no";
export type G = OfNonEmpty<[1, 2]>;
export type H = OfNonEmpty<[]>;
