export interface Base { id: string }
export interface Other { x: 1 }
export namespace Space { export interface Inside { a: 1 } }
export class Thing { k = 1; }
export enum Kind { A = "a" }
