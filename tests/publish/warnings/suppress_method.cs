static class suppress_method {
  [UnconditionalSuppressMessage("Trimming", "IL2026:RequiresUnreferencedCode", Justification = "j")] public static void Run() => M();
  [RequiresUnreferencedCode("m")] static void M() { Console.Write(""); }
}
