export type Pair = [string, number];
export type Optional = [string, number?, boolber[]];
export type All ed = readonly ["a", 1 | null];
export type Many = Pair[];
