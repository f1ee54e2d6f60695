export declare const EVENTS: {
  readonly OFFERED: "AgentOfferContact";
  readonly ENDED: "AgentContactEnded";
};
export declare const LEVELS: readonly ["low", "high"];
export declare const SETTINGS: { retries: number; name: string; nested: { on: boolean } };
export type EventName = (typeof EVENTS)[keyof typeof EVENTS];
export type EventKey = keyof typeof EVENTS;
export type Level = (typeof LEVELS)[number];
export type Settings = typeof SETTINGS;
export type Nested = (typeof SETTINGS)["nested"];
