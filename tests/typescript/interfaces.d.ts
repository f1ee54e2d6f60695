export interface Base<T = string> {
  id: T;
  note?: string;
}
export interface Named {
  name: string | null;
}
export interface Agent extends Base, Named {
  name: string;
  skills: Skill[];
}
export interface Skill extends Base<number> {
  level?: 1 | 2 | 3;
}
export interface Node {
  value: number;
  next?: Node | null;
}
