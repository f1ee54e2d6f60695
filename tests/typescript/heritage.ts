export interface Items extends Array<string> {}
export interface ReadonlyItems extends ReadonlyArray<{ a: 1 }> {}
export class Numbers extends Array<number> {}
export type List = string[];
export interface OfAlias extends List {}
export interface OfOfAlias extends OfAlias {}
export interface Uses { a: OfAlias; b: OfOfAlias | null }
export type Pair = [string, number];
export interface OfTuple extends Pair {}
export type Thing = object;
export interface OfObject extends Thing { a: 1 }
export type Generic<T> = { v: T };
export interface OfGeneric extends Generic<string> { w: 1 }
export type Chosen<T> = T extends string ? { s: T } : { n: T };
export interface OfChosen extends Chosen<"x"> { z: 1 }
export interface OfOther extends Chosen<1> {}
export interface OfPartial extends Partial<OfGeneric> { q: 1 }
export interface OfPick extends Pick<OfGeneric, "v"> {}
export interface OfOmit extends Omit<OfGeneric, "v"> {}
export type Both = { a: 1 } & { b: 2 };
export interface OfBoth extends Both { c: 3 }
export type Mapped = { [K in "a" | "b"]: K };
export interface OfMapped extends Mapped {}
class Mix<T> { t!: T }
export class OfClass extends Mix<string> { u = 1; }
export type FromTheEnd = [...string[], number];
export interface OfLateItems extends FromTheEnd {}
export type FromTheStart = [1, ...boolean[]];
export interface OfEarlyItems extends FromTheStart {}
