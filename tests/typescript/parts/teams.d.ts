export interface Team {
  name: string;
  size: number | null;
}
