static class requires_code_static {
  public static void Run() => Target.M();
  static class Target { [RequiresUnreferencedCode("m")] public static void M() { Console.Write(""); } }
}
