export declare namespace Out {
  interface In {
    a: 1;
  }
  type All = In[];
  namespace Deep {
    type Text = "deep" | In["a"];
  }
}
export type Used = Out.In | Out.Deep.Text;
