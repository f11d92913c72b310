static class requires_code_type_field {
  public static void Run() {
    Target.F = 1;
    Console.WriteLine(Target.F);
  }
  [RequiresUnreferencedCode("m")] class Target { public static int F; }
}
