static class requires_dynamic_in_scope {
  [UnconditionalSuppressMessage("AOT", "IL3050")] public static void Run() => A();
  [RequiresDynamicCode("a")] static void A() => B();
  [RequiresDynamicCode("b")] static void B() { Console.Write(""); }
}
