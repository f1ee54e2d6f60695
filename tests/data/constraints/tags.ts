export interface Tags {
  /**
   * @minimum 0
   * @maximum 1.5
   */
  bounds: number;
  /**
   * @exclusiveMinimum -3
   * @exclusiveMaximum 1e3
   * @multipleOf 0.5
   */
  exclusive: number;
  /** @asType integer */
  integer: number;
  /**
   * An id.
   *
   * @asType integer
   * @minimum 1
   */
  identifier?: number;
  /**
   * @minLength 1
   * @maxLength 64
   * @pattern ^[a-z]{2,}(-[a-z]+)*$
   */
  text: string;
  /** @format date-time */
  at: string;
  /** In one line. @format uuid */
  inLine: string;
  /**
   * @minItems 1
   * @maxItems 5
   * @uniqueItems true
   */
  list: string[];
  /** @uniqueItems */
  unique: number[];
  /** @default 5 */
  five: number;
  /** @default "a" */
  letter: string;
  /** @default [1, 2] */
  numbers: number[];
  /** @default null */
  nothing: string | null;
  /**
   * @example 1
   * @example 2
   */
  examples: number;
  /** @examples ["a", "b"] */
  listed: string;
  /**
   * @minimum 0
   * @maxLength 3
   */
  either: number | string;
  plain: string;
}

/** @minimum 10 */
export type Score = number;
