static class requires_code_generic {
  public static void Run() {
    M<int>();
    M<string>();
  }
  [RequiresUnreferencedCode("m")] static void M<T>() { Console.Write(""); }
}
