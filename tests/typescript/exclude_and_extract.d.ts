export type Channel = "email" | "chat" | "telephony" | 7 | null;
export interface Offered {
  type: "offered";
  id: string;
}
export interface Ended {
  type: "ended";
  reason?: string;
}
export type Event = Offered | Ended | string | null;
export type Typed = Exclude<Channel, "telephony" | number>;
export type Spoken = Extract<Channel, "telephony" | "other" | null>;
export type EndedEvent = Extract<Event, { type: "ended" }>;
export type Others = Exclude<Event, { type: string }>;
export type Present = NonNullable<Event | undefined>;
export type No = Exclude<boolean, true>;
export type Known = NonNullable<unknown>;
export type Nobody = Extract<Offered | { x: 1 }, { other?: string }>;
