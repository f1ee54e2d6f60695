import { A as Other } from "./a";
import Nothing from "";
import * as all from "./b";
export * from "./a";
export type Both = Other & all.B<string> | Nothing;
declare module "./a" { interface A { added?: number } }
//// a
import "./b";
export interface A { id: string; of?: A[] }
export default A;
//// b
import type A from "./a";
export interface B<T> extends A { value: T }
declare global { interface Shared { at: Date } }
