type Item<T> = T extends (infer U)[] ? U : T;
export type OfArray = Item<string[]>;
export type OfTuple = Item<[1, "a", null]>;
export type OfOther = Item<number>;
export type OfUnion = Item<string[] | 2>;

type Property<T> = T extends { k: infer U } ? U : never;
export type OfProperty = Property<{ k: string; other: number }>;
export type OfProperties = Property<{ k: "a" } | { k: 2 } | { other: 3 }>;
type Optional<T> = T extends { k?: infer U } ? U : never;
export type OfOptional = { value: Optional<{ k?: "a" }> };
type Both<T> = T extends { a: infer U; b: infer U } ? U : never;
export type OfBoth = Both<{ a: string; b: number }>;

type First<T> = T extends [infer H, ...unknown[]] ? H : never;
type Last<T> = T extends [...unknown[], infer L] ? L : never;
type Tail<T> = T extends [unknown, ...infer R] ? R : never;
type Front<T> = T extends [...infer F, unknown] ? F : never;
export type OfFirst = First<["a", 2, true]>;
export type OfLast = Last<["a", 2, true]>;
export type OfTail = Tail<["a", 2, true]>;
export type OfFront = Front<["a", 2, true]>;
export type OfNone = { value?: First<[]> };

type Split<T extends string> = T extends `${infer A}-${infer B}` ? [A, B] : [T];
export type OfTemplate = Split<"x-y-z">;
export type OfNoTemplate = Split<"xyz">;
type Digits<T> = T extends `${infer N extends number}px` ? N : never;
export type OfDigits = Digits<"12px" | "a px">;
type Text<T> = T extends (infer U extends string)[] ? U : "none";
export type OfConstraint = Text<["a", "b"]>;
export type OfWrongConstraint = Text<[1]>;

type Words<T extends string> = T extends `${infer A} ${infer B}` ? A | Words<B> : T;
export type OfWords = Words<"one two three">;
type Deep<T> = T extends (infer U)[] ? Deep<U> : T;
export type OfDeep = Deep<"a"[][][]>;
type Reversed<T extends unknown[]> = T extends [infer H, ...infer R] ? [...Reversed<R>, H] : [];
export type OfReversed = Reversed<[1, 2, 3]>;

interface Box<T> { inside: T; label: string }
type Unboxed<T> = T extends Box<infer U> ? U : never;
export type OfBox = Unboxed<Box<"a"> | { inside: 1; label: "b" }>;
type Values<T> = T extends Record<string, infer V> ? V : never;
export type OfValues = Values<{ a: "x"; b: 2 }>;
export type OfRecord = Values<Record<string, boolean>>;
type Present<T> = T extends infer U | null ? U : never;
export type OfPresent = { value: Present<"a" | null> };
export type Any = Item<any>;
export type OfNever = { value?: Item<never> };
