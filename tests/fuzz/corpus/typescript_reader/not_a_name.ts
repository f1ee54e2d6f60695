export type OfProperties = 1;
export interface B { a: OfProperties }
