export * from "./parts/agents";
export { Team as Group } from "./parts/teams";
import type { Agent as Person } from "./parts/agents";
import * as teams from "./parts/teams";
export interface Roster {
  people: Person[];
  team: teams.Team | null;
  lead?: import("./parts/agents").Agent;
}
