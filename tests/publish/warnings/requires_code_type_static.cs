static class requires_code_type_static {
  public static void Run() {
    Target.M();
    Target.N();
  }
  [RequiresUnreferencedCode("m")] static class Target { public static void M() { Console.Write(""); } public static void N() => M(); }
}
