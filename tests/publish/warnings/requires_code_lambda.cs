static class requires_code_lambda {
  public static void Run() {
    Action a = () => M();
    a();
  }
  [RequiresUnreferencedCode("m")] static void M() { Console.Write(""); }
}
