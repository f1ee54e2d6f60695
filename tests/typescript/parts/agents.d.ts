export interface Agent {
  id: string;
  team?: import("./teams").Team;
}
export default Agent;
