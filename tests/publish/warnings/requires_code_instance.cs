static class requires_code_instance {
  public static void Run() => new Target().M();
  class Target { [RequiresUnreferencedCode("m")] public void M() { Console.Write(""); } }
}
