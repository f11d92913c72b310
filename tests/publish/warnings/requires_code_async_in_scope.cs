static class requires_code_async_in_scope {
  [UnconditionalSuppressMessage("Trimming", "IL2026")] public static void Run() => Do().Wait();
  [RequiresUnreferencedCode("d")] static async Task Do() {
    await Task.Yield();
    M();
  }
  [RequiresUnreferencedCode("m")] static void M() { Console.Write(""); }
}
