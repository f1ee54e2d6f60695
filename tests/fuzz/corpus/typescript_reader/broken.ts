export interface A { id: string
export type B = { [K in keyof A]: A[K
export enum E { X = 1 << 2, Y = X | 1, Z = "z".length }
export class C { kind = "c" as const; static s = { on: true } satisfies object; done() {} }
