/** An order, with its `lines`. */
export interface Order extends Entry<number> {
  /**
   * What is ordered.
   * @deprecated use Cart
   */
  lines: { sku: string; count?: number }[];
  channel: Channel;
  readonly kind: "order";
  "x-note"?: string | null;
  cancel(reason: string): Promise<void>;
}
export interface Entry<K extends string | number, D = null> {
  id: K;
  data: D;
}
/** How it came. */
export enum Channel {
  /** By mail */
  Email = "email",
  Chat = "chat",
}
export enum Size {
  Small,
  Large = 10,
}
export namespace Old {
  /** The order of before. */
  export interface Order {
    number: number;
  }
  export type Any = Order | null;
}
