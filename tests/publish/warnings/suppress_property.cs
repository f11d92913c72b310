static class suppress_property {
  public static void Run() => Console.WriteLine(P);
  [UnconditionalSuppressMessage("Trimming", "IL2026")] static int P { get { M(); return 1; } }
  [RequiresUnreferencedCode("m")] static void M() { Console.Write(""); }
}
