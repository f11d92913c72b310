static class suppress_assembly_member {
  public static void Run() => M();
  [RequiresUnreferencedCode("m")] static void M() { Console.Write(""); }
}
