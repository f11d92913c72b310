static class requires_code_constructor {
  public static void Run() => new Target();
  class Target { [RequiresUnreferencedCode("m")] public Target() { Console.Write(""); } }
}
