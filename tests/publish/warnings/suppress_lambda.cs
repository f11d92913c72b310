static class suppress_lambda {
  [UnconditionalSuppressMessage("Trimming", "IL2026")] public static void Run() {
    int n = 1;
    Action a = () => M(n);
    a();
  }
  [RequiresUnreferencedCode("m")] static void M(int n) { Console.Write(""); }
}
