// judged as JSON: functions are no properties
export class Initialized {
  id = "";
  count = 0;
  options = { on: true, sizes: [1, 2] };
  kind = "x" as const;
  readonly text = "lit";
  readonly number = 5;
  readonly negative = -1;
  readonly plain = `abc`;
  done = () => {};
  called = function () {};
  declared: string[] = [];
  inferred = ["a"];
  nothing = null;
  not = !true;
  joined = "a" + "b";
  either = true ? "a" : 1;
  entries = [{ a: 1 }, { b: "x" }];
}
export class Parameters {
  constructor(
    public a = "",
    readonly b = 1,
    public c?: string,
    protected d = 1,
    readonly e: string = "x",
  ) {}
}
export declare class Literals {
  readonly kind = "login";
  readonly five = 5;
  readonly minus = -1;
  readonly yes = true;
  static readonly one = 1;
}
export class Base {
  id = "";
  static base = "b";
  static readonly first = "f";
}
export class Derived extends Base {
  name = "";
  static own: "o" = "o";
}
export type StaticText = typeof Base.base;
export type StaticLiteral = typeof Base.first;
export type StaticNumber = typeof Literals.one;
export type StaticInherited = typeof Derived.first;
export type StaticDeclared = typeof Derived.own;
export enum E {
  A = "a",
  B = "b",
}
export class WithEnum {
  e = E.A;
  readonly f = E.B;
  g = { h: E.A };
}
declare const declared: ["b"][0];
const cast = "b" as const;
const either = true ? "x" : "y";
const frozenKind = { kind: "b" } as const;
export class OfConstants {
  declared = declared;
  cast = { inside: cast };
  either = either;
  member = frozenKind.kind;
}
