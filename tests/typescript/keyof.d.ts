export interface Agent {
  agentId: string;
  team?: string;
  "is-on": boolean;
}
export type Key = keyof Agent;
export type Common = keyof (Agent | { agentId: number; other: 1 });
export type Both = keyof (Agent & { extra: 1 });
export type OfRecord = keyof Record<string, number>;
export type OfIndex = keyof { [key: string]: number };
export interface Change {
  property: keyof Agent;
  side?: keyof Record<"left" | "right", 1>;
}
