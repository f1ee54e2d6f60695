// judged as JSON: methods are no properties
export declare function f(a: { x: 1 }, b?: string, ...rest: number[]): { r: string };
export declare const g: (q: "lit") => Promise<number>;
export declare function over(a: string): string;
export declare function over(a: number): number;
export type Result = ReturnType<typeof f>;
export type First = Parameters<typeof f>[0];
export type All = Parameters<typeof f>;
export type Optional = NonNullable<Parameters<typeof f>[1]>;
export type Eventual = Awaited<ReturnType<typeof g>>;
export type OfArrow = Parameters<typeof g>[0];
export type LastSignature = ReturnType<typeof over>;
export declare class Client {
  constructor(a: string, b?: { z: 1 });
  id: string;
  run(x: { y: 1 }): Promise<{ done: boolean }>;
  static make(): { m: 1 };
}
export type Instance = InstanceType<typeof Client>;
export type Constructed = ConstructorParameters<typeof Client>;
export type ConstructedSecond = ConstructorParameters<typeof Client>[1];
export type OfMethod = Awaited<ReturnType<Client["run"]>>;
export type OfMethodParameter = Parameters<Client["run"]>[0];
export type OfStatic = ReturnType<typeof Client.make>;
export type Text = Awaited<Promise<string>>;
export type Nested = Awaited<Promise<Promise<number> | string>>;
export type Plain = Awaited<string>;
type Later = Promise<{ a: 1 }>;
export type OfAlias = Awaited<Later>;
export type OfUnion = Awaited<Later | null>;
export type Like = Awaited<PromiseLike<1>>;
type Function2 = (a: string, b: number) => { ok: true };
export type OfType = ReturnType<Function2>;
export type OfTypeParameter = Parameters<Function2>[1];
export type Inline = ReturnType<() => string>;
export type InlineParameters = Parameters<(a: 1, b?: 2) => void>;
interface Api { get(id: string): Promise<{ item: string }>; post: (body: { b: 1 }) => void }
export type OfGet = Awaited<ReturnType<Api["get"]>>;
export type OfPost = Parameters<Api["post"]>[0];
const arrow = (x: number): { out: string } => ({ out: "" + x });
export type OfConstant = ReturnType<typeof arrow>;
export interface Uses { a: ReturnType<typeof f>; b: Awaited<ReturnType<typeof g>>[] }
