export interface Agent {
  id: string;
  tags: [string, number?, ...boolean[]];
  team?: { name: string } | null;
  skills: { level: 1 | 2 }[];
}
export type Id = Agent["id"];
export type Two = Agent["id" | "skills"];
export type Skill = Agent["skills"][number];
export type Level = Agent["skills"][0]["level"];
export type First = Agent["tags"][0];
export type Later = Agent["tags"][4];
export type Either = (Agent | { id: 5 })["id"];
export type Values<T> = T[keyof T];
export type Property<T, K extends keyof T> = T[K];
export type Value = Values<{ a: "x"; b: 1 }>;
export type OfId = Property<Agent, "id">;
export type OfRecord = Record<string, Agent["id"][]>["any"];
export interface Holder {
  team: NonNullable<Agent["team"]>;
  whole: Required<Agent>["team"];
}
