static class requires_dynamic_static {
  public static void Run() => M();
  [RequiresDynamicCode("m")] static void M() { Console.Write(""); }
}
