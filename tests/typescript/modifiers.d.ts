export interface Contact {
  /** Who it is. */
  readonly id: string;
  /**
   * Where it is now.
   * @deprecated use the queue
   * @example "front"
   */
  place?: string;
  nullable: string | null;
  both?: number | null;
  "quoted-name": boolean;
  ["computed"]?: boolean;
  7?: string;
  readonly list: readonly string[];
  readonly pair?: readonly [string, number];
}
