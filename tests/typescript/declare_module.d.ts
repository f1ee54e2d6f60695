// module: messages
declare module "ids" {
  export type Id = string | number;
}
declare module "messages" {
  import { Id } from "ids";
  export interface Message {
    id: Id;
    replies?: Message[];
  }
}
