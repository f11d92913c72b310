static class requires_code_unreached {
  public static void Run() {}
  static void Never() => M();
  [RequiresUnreferencedCode("m")] static void M() { Console.Write(""); }
}
