static class requires_code_lambda_in_scope {
  [UnconditionalSuppressMessage("Trimming", "IL2026")] public static void Run() => Do(1);
  [RequiresUnreferencedCode("d")] static void Do(int n) {
    Action a = () => M(n);
    a();
  }
  [RequiresUnreferencedCode("m")] static void M(int n) { Console.Write(""); }
}
