static class requires_code_type_constructor {
  public static void Run() {
    var t = new Target();
    t.M();
  }
  [RequiresUnreferencedCode("m")] class Target { public void M() { Console.Write(""); } }
}
