static class requires_code_local_function {
  public static void Run() {
    Local();
    void Local() => M();
  }
  [RequiresUnreferencedCode("m")] static void M() { Console.Write(""); }
}
