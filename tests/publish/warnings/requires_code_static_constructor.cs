static class requires_code_static_constructor {
  public static void Run() => C.M();
  class C { static C() { T(); } public static void M() { Console.Write(""); } [RequiresUnreferencedCode("t")] static void T() { Console.Write(""); } }
}
