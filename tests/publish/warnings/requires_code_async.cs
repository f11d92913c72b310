static class requires_code_async {
  public static void Run() => Do().Wait();
  static async Task Do() {
    await Task.Yield();
    M();
  }
  [RequiresUnreferencedCode("m")] static void M() { Console.Write(""); }
}
