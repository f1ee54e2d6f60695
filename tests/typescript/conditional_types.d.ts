export interface Agent {
  id: string;
  name?: string;
}
export type Boxed<T> = T extends string | number ? { value: T } : T;
export type Kind<T> = T extends { id: string } ? "known" : T extends unknown[] ? "list" : never;
export type Box = Boxed<string | boolean>;
export type Kinds = Kind<Agent | string[] | number>;
export type Wider = Agent extends { id: string | number } ? 1 : 2;
export type Fewer = { id?: string } extends Agent ? 1 : 2;
export type Weak = Agent extends { other?: string } ? 1 : 2;
export type Any = any extends string ? 1 : 2;
export type None = Kind<never>;
export type Tuples = [1, "a"] extends [number, string] ? 1 : 2;
export type Length = [1] extends [number, string?] ? 1 : 2;
export type Open = { [key: string]: 1 } extends { [key: string]: number } ? 1 : 2;
export type Decided<T> = T extends string ? "s" : T;
export type Nobody = Decided<never>;
export type First = string[] extends [string?, ...number[]] ? 1 : 2;
export type Nested<T> = T[][][][][][][][][][][][][];
export type Apart = Nested<string> extends Nested<number> ? 1 : 2;
export type Alike = Nested<"a"> extends Nested<string> ? 1 : 2;
export interface Chain<T> {
  next?: Chain<T>;
  value: T;
}
export type Chains = Chain<"a"> extends Chain<string> ? 1 : 2;
export type Loose = Chain<string> extends Chain<"a"> ? 1 : 2;
export type Endless<T> = { next?: Endless<T[]>; value: T };
export type Early = Endless<string> extends Endless<number> ? 1 : 2;
export type Sized = string extends { length: number } ? 1 : 2;
export type All = any extends unknown ? 1 : 2;
