export interface Circle {
  kind: "circle";
  radius: number;
}
export interface Square {
  kind: "square";
  side: number;
}
export type Shape = Circle | Square;
export type Mixed = string | number[] | { [key: string]: boolean } | null;
export type Open = "email" | "chat" | (string & {});
export type Words = "a" | "b" | "";
export interface Holder {
  shape?: Shape | string;
  shapes: (Shape | null)[];
  list: string[] | number[];
}
