// judged as JSON: what JSON cannot carry is left out
export interface Task {
  id: string;
  accept(): Promise<void>;
  onEnd: (reason: string) => void;
  tag?: symbol;
  big: bigint;
  data: { value: number; close(): void };
}
export type Result = Task | (() => void) | "none";
