export interface Agent {
  id: string;
  team?: string | null;
  skills: string[];
}
export type Flags = { [K in "a" | "b"]: boolean };
export type Labels = { readonly [K in "a" | "b"]?: K };
export type Patch = { [K in keyof Agent]?: Agent[K] };
export type Whole = { -readonly [K in keyof Agent]-?: Agent[K] };
export type Nullable<T> = { [K in keyof T]: T[K] | null };
export type Cleared = Nullable<Agent>;
export type Some<T, K extends keyof T> = { [P in K]: T[P] };
export type Known = Some<Agent, "id" | "team">;
export type Renamed = { [K in keyof Agent as `agent_${K}`]: Agent[K] };
export type Nameless = { [K in keyof Agent as Exclude<K, "id">]: Agent[K] };
export type AnyKey = { [K in string]: number };
export type Deep<T> = { [K in keyof T]?: Deep<T[K]> };
export type DeepAgent = Deep<{ agent: Agent; list: Agent[]; pair: [Agent, 1] }>;
export type OverUnion = Nullable<Agent | { other: 1 } | string>;
export type Prefixed<T> = { [K in keyof T as `x_${string & K}`]: T[K] };
export type WithPrefix = Prefixed<Agent>;
export type OverInline = { [K in keyof { id: 1; other?: 2 }]: K };
export type Texts<T> = { [K in keyof T as T[K] extends string ? K : never]: T[K] };
export type TextsOfUnion = Texts<Agent | { kind: "k"; n: 1 }>;
export type OfUnknown = Nullable<unknown>;
