static class suppress_other_code {
  [UnconditionalSuppressMessage("AOT", "IL3050")] public static void Run() => M();
  [RequiresUnreferencedCode("m")] static void M() { Console.Write(""); }
}
