// judged as JSON: functions are no JSON
type Ret<T> = T extends (...args: any[]) => infer R ? R : never;
type Params<T> = T extends (...args: infer P) => any ? P : never;
type First<T> = T extends (first: infer F, ...rest: any[]) => any ? F : never;
type This<T> = T extends (this: infer U, ...args: any[]) => any ? U : "none";
type Ctor<T> = T extends new (...args: infer A) => infer I ? { a: A; i: I } : never;
type Abs<T> = T extends abstract new (...args: any) => infer I ? I : never;
export type R1 = Ret<() => string>;
declare function f(a: number, b?: string): { ok: boolean };
export type R2 = Ret<typeof f>;
export type P2 = Params<typeof f>;
export type F2 = First<typeof f>;
declare function g(this: { me: 1 }, x: 1): void;
export type T1 = This<typeof g>;
export type NoThis = This<string>;
export class K { constructor(a: string, b: 1) { } id = 1 }
export type C1 = Ctor<typeof K>;
export type C2 = Abs<typeof K>;
type IsFn<T> = T extends (...a: any[]) => any ? "fn" : "no";
export type I1 = IsFn<string>;
export type I2 = IsFn<() => void>;
type UnP<T> = T extends Promise<infer U> ? U : T;
export type A1 = UnP<Promise<string>>;
declare const h: (x: string) => Promise<number>;
export type A3 = UnP<Ret<typeof h>>;
interface Api { get(id: string): { v: number }; put: (a: number) => string }
export type G1 = Ret<Api["get"]>;
export type Ov = Params<Api["put"]>[0];
export type Void = { a: Ret<() => void>; b: 1 };
export type OrNull = Ret<(() => 1) | (() => 2)>;
type Returned<T> = T extends (...args: any[]) => Promise<infer R> ? R : T extends (...args: any[]) => infer R ? R : never;
export type Chained = Returned<typeof h>;
export type ChainedPlain = Returned<() => 1>;
export type TooMany = First0<(a: string) => void>;
type First0<T> = T extends () => any ? "none" : "some";
export type OptionalFirst = { a: First<(a?: 1) => void> };
export type NeverTaken = [IsFn<(a: never) => void>, First<(a: never) => 1>?];
type TakesAny<T> = T extends (...a: any[]) => infer U ? [U] : "no";
export type TakesNever = [TakesAny<(a: never) => 1>, TakesAny<(a: never) => unknown>, TakesAny<(a: 1) => 2>];
