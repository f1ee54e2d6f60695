export interface User {
  id: string;
  name?: string | null;
  age: number;
  tags?: string[];
}
export type Draft = Partial<User>;
export type Full = Required<User>;
export type Frozen = Readonly<User>;
export type Known = Pick<User, "id" | "name">;
export type Hidden = Omit<User, "id" | "tags">;
export type Patch = Partial<Omit<User, "id">> & Pick<User, "id">;
export type Either = Required<User | { kind?: 1 } | string>;
export type Common = Omit<User | { id: number; age: number; other: 1 }, "age">;
export type Loose = Omit<{ [key: string]: number; id: 1 }, "other">;
export type Picked = Pick<{ [key: string]: number; id: 1 }, "id" | "other">;
export type Texts = Partial<string[]>;
