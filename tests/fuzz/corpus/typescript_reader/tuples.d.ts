export type Pair = [string, number];
export type Optional = [string, number?, boolean?];
export type Rest = [string, ...number[]];
export type All = [first: string, second?: number, ...others: boolean[]];
export type Empty = [];
export type Fixed = readonly ["a", 1 | null];
export type Many = Pair[];
