static class requires_files {
  public static void Run() => M();
  [RequiresAssemblyFiles("m")] static void M() { Console.Write(""); }
}
