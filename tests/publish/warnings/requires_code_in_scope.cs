static class requires_code_in_scope {
  [UnconditionalSuppressMessage("Trimming", "IL2026")] public static void Run() => A();
  [RequiresUnreferencedCode("a")] static void A() => B();
  [RequiresUnreferencedCode("b")] static void B() { Console.Write(""); }
}
