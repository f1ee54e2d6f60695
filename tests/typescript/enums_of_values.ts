// judged as JSON: to the compiler, the text of an enum's value is not the enum
const PREFIX = "pre";
const FACTOR = 2;
export enum Texts { A = `x-${PREFIX}`, B = "b", C = A, D = "c" + PREFIX, E = Texts.B }
export enum Numbers { A = 1 << 3, B = A | 2, C = ~A, D = FACTOR * 3, E, G = 1.5, H = -A, I = (A + 1) ** 2, J = 7 % 4, K = 1 / 2 }
export enum Merged { X = "x", Y = "y" }
export namespace Merged {
  export type First = Merged.X;
  export interface Inside { all: Merged; one: Merged.Y }
  export const z = "zz";
}
export type MergedFirst = Merged.First;
export type MergedInside = Merged.Inside;
export type MergedMember = Merged.X | "q";
export type MergedConstant = typeof Merged.z;
export type MergedKey = keyof typeof Merged;
export enum Quoted { "a-b" = "ab", "c d" = "cd", ["e"] = "e" }
export type OfQuoted = (typeof Quoted)["a-b"];
export type OverQuoted = { [K in Quoted]: number };
export enum Split { A = "a" }
export enum Split { B = "b" }
export const enum Counted { A = 1, B = A + 1 }
export type CountedMember = Counted.B;
export enum Other { Z = "z", Y = 3 }
export enum Referring { A = Other.Z, B = Other["Z"], C = Other.Y }
export enum Empty {}
export enum Negative { A = -1, B, C }
export enum Big { A = 9007199254740993, B = 4294967296 }
export enum Operand { A = "a", B = "b" }
export type PartOfRecord = Partial<Record<Operand, number>>;
export type Picked = Pick<{ a: 1; b: 2; c: 3 }, Operand>;
export type Excluded = Exclude<Operand, Operand.A>;
export type InTemplate = `x-${Operand}`;
