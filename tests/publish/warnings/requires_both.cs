static class requires_both {
  public static void Run() => M();
  [RequiresDynamicCode("m")] [RequiresUnreferencedCode("m")] static void M() { Console.Write(""); }
}
