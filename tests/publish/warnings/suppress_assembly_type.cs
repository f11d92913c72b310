static class suppress_assembly_type {
  public static void Run() => M();
  [RequiresUnreferencedCode("m")] static void M() { Console.Write(""); }
}
