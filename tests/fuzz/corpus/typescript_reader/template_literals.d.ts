export type Verb = "create" | "delete";
export type Topic = `${Verb}:${"agent" | "team"}`;
export type Handler = `on${Capitalize<Verb>}` | Uppercase<Verb>;
export type Level = `v${1 | 2.5}${boolean}`;
export type Key = `data-${string}`;
export type Size = `${number}${"px" | "em"}` | "auto";
export type Version = `${number}.${number}`;
export type Tail = `${string}-${number}`;
export type Wide = `${string}`;
export type Close = `${string}${number}`;
export interface Element {
  key: Key;
  size?: Size | null;
  counts: { [K in Verb as `${K}Count`]: number };
}
