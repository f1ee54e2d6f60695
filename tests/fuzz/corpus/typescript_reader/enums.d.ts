// judged as JSON: to the compiler a string enum is more than its texts
export declare enum Text {
  Email = "email",
  Chat = "chat",
}
export declare const enum Count {
  None,
  One,
  Ten = 10,
  Eleven,
  Bit = 1 << 4,
  Both = Bit | 1,
}
export declare const enum Mixed {
  A = "a",
  B = 2,
}
export interface Message {
  kind: Text.Email;
  other?: Text;
  count: Count;
  mixed: Mixed | null;
}
