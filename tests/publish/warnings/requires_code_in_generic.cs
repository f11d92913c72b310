static class requires_code_in_generic {
  public static void Run() {
    Do<int>();
    Do<string>();
  }
  static void Do<T>() => M();
  [RequiresUnreferencedCode("m")] static void M() { Console.Write(""); }
}
