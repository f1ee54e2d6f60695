import { Channel, Entry, Old, Order } from "./orders";
/** What the shop sends. */
export type Message<T = unknown> = {
  readonly type: string;
  /** The part that differs */
  data: T;
};
export type Placed = Message<Order | Old.Order>;
export type ByMail = Message<{ by: Channel.Email; in?: Size[] }>;
export type Size = "S" | "L" | 7;
export interface Archive extends Entry<string, Placed[]> {
  [key: string]: unknown;
}
export type Counts = { [name: string]: number };
export type Pairs = [first: Size, second?: string, ...others: number[]];
export type Rest = [first: string, ...others: number[]];
export const NAMES = { first: "one", second: "two" } as const;
export type Name = (typeof NAMES)[keyof typeof NAMES];
export type Version = typeof Client.version;
export class Client {
  static readonly version = "2";
  readonly mode = "live";
  count = 0;
  private secret = 1;
  constructor(public name: string) {}
  get label(): string {
    return this.name;
  }
  send(order: Order, ...more: Order[]): Promise<Old.Any> {
    return Promise.resolve(null);
  }
}
export function answer(to: Order, quick?: boolean): { ok: boolean } {
  return { ok: quick ?? to.id > 0 };
}
export type Answer = ReturnType<typeof answer>;
export type Asked = Parameters<typeof answer>[0];
export type Sent = Exclude<Awaited<ReturnType<Client["send"]>>, null>;
export type Handler = ((a: string) => void) | "none";
