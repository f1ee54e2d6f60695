// judged as JSON: a class is its data
export declare class Base {
  id: string;
  protected secret: string;
}
export declare class Agent extends Base {
  constructor(name: string);
  readonly name: string;
  place?: string | null;
  private hidden;
  static count: number;
  get label(): string;
  greet(): void;
}
