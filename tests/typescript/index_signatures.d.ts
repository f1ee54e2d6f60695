export interface Counts {
  [name: string]: number;
}
export interface Known {
  id: string;
  size?: number;
  [key: string]: string | number | undefined;
}
export type ByName = Record<string, Known>;
export type Sides = Record<"left" | "right", boolean | null>;
export type Lists = { readonly [key: string]: string[] };
