static class framework_json {
  public static void Run() { try { Console.WriteLine(System.Text.Json.JsonSerializer.Serialize(new int[1])); } catch (InvalidOperationException) { } }
}
