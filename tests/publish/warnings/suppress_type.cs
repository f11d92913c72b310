static class suppress_type {
  public static void Run() => Inner.Run();
  [UnconditionalSuppressMessage("Trimming", "IL2026")] static class Inner { public static void Run() => M(); }
  [RequiresUnreferencedCode("m")] static void M() { Console.Write(""); }
}
