static class requires_code_iterator {
  public static void Run() { foreach (var x in It()) Console.WriteLine(x); }
  static IEnumerable<int> It() {
    M();
    yield return 1;
  }
  [RequiresUnreferencedCode("m")] static void M() { Console.Write(""); }
}
