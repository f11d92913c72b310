static class requires_code_dead_branch {
  public static void Run() { if (!System.Runtime.CompilerServices.RuntimeFeature.IsDynamicCodeSupported) Console.WriteLine("aot"); else M(); }
  [RequiresDynamicCode("m")] static void M() { Console.Write(""); }
}
