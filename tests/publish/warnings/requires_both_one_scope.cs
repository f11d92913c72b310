static class requires_both_one_scope {
  [UnconditionalSuppressMessage("Trimming", "IL2026")] public static void Run() => A();
  [RequiresUnreferencedCode("a")] static void A() => M();
  [RequiresDynamicCode("m")] [RequiresUnreferencedCode("m")] static void M() { Console.Write(""); }
}
