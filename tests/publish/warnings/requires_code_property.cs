static class requires_code_property {
  public static void Run() => Console.WriteLine(P);
  static int P { [RequiresUnreferencedCode("p")] get => 1; }
}
