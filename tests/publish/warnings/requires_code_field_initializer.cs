static class requires_code_field_initializer {
  public static void Run() => Console.WriteLine(C.X);
  class C { public static int X = T(); [RequiresUnreferencedCode("t")] static int T() => Console.Read(); }
}
