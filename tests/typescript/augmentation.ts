import "./parts/augmenting";
import { Base, Fresh, Space, Thing } from "./parts/augmented";
export type OfBase = Base;
export type OfInside = Space.Inside;
export type OfThing = Thing;
export type OfFresh = Fresh;
export type OfGlobal = Everywhere;
export type OfGlobalThis = globalThis.Everywhere;
export type OfGlobalSpace = globalThis.Spaced.Deep;
export interface Twice { a: 1 }
export interface Twice { b: 2 }
export class Both { x = 1; }
export interface Both { y: string }
export namespace Both { export interface Inside { o: 1 } }
export type OfBoth = Both.Inside;
export function called(): void {}
export namespace called { export interface Result { r: 1 } export const v = "v"; }
export type OfFunction = called.Result;
export type OfFunctionValue = typeof called.v;
