static class requires_dynamic_type {
  public static void Run() => new Target();
  [RequiresDynamicCode("m")] class Target { public Target() { Console.Write(""); } }
}
