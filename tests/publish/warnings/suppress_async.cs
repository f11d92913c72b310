static class suppress_async {
  public static void Run() => Do().Wait();
  [UnconditionalSuppressMessage("Trimming", "IL2026")] static async Task Do() {
    await Task.Yield();
    M();
  }
  [RequiresUnreferencedCode("m")] static void M() { Console.Write(""); }
}
