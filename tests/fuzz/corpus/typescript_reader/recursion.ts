export type Marked<T> = T & { m: 1 };
export interface Node { kids?: Marked<Node>; id: string }
export interface Itself { x?: Itself & Itself; y: 1 }
export interface Chain { next?: Chain & { extra: 1 } }
export type Growing<T> = T & { p?: Growing<T> };
export type Grown = Growing<{ a: 1 }>;
