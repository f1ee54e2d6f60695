// Where JSON is read otherwise than the compiler reads a value: see test_typescript_corpus.py.
export interface Undefined {
  maybe: string | undefined;
}
export type Nothing = {};
export interface AllOptional {
  a?: string;
}
export declare enum Counted {
  None,
  One,
}
export type Huge = `${number}px`;
export type Indexed = { [k: number]: string };
export type IndexedAsText = { [k: `${number}`]: string };
