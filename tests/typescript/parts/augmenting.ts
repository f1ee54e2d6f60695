import { Other } from "./augmented";
declare module "./augmented" {
  interface Base { added: number; other?: Other }
  interface Fresh { f: 1 }
  namespace Space { interface Inside { b: 2 } }
  interface Thing { more: string }
}
declare global {
  interface Everywhere { g: 1 }
  namespace Spaced { interface Deep { gx: 1 } }
}
export {};
