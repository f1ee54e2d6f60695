export interface Merged {
  a: string;
}
export interface Merged {
  b?: number;
}
export interface Generic<T> {
  a: T;
}
export interface Generic<T> {
  b: T[];
}
export type Numbers = Generic<number>;
