export type Marked<T> = T & { m: 1 };
export interface Node { kids?: Marked<Node>; id: string }
export interface Itself { x?: Itself & Itself; y: 1 }
export interface Chain { next?: Chain & { extra: 1 } }
export type Growing<T> = T & { p?: Growing<T> };
export type Grown = Growing<{ a: 1 }>;
export interface PageOf<T, M = { total: number }> { items: T[]; meta: M; next?: PageOf<T, M> | null }
export type PagesOf = [PageOf<"a">, PageOf<"a", { x: 1 }>];
export interface ListOf<T, M = { list: T[]; inner: { q: T } }, N = M & { z: 1 }> { m?: M; n?: N; next?: ListOf<T, M, N> }
export type ListsOf = [ListOf<"a">, ListOf<1>];
export interface ManyOf<T, M = [{ a: T }, { b: 1 }[]], K = { [P in "x" | "y"]?: T }, R = Pick<{ p?: T; q: 1 }, "p">> { m?: M; k: K; r: R; next?: ManyOf<T, M, K, R>[] }
export type ManyOfThem = [ManyOf<"a">, ManyOf<1>];
export interface Bound<T> { node: ChainOf<T, { of: T }> }
export interface ChainOf<T, M> { m: M; next?: ChainOf<T, M>; bound?: Bound<T> }
export type Chains = [Bound<"a">, Bound<1>];
