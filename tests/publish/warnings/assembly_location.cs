static class assembly_location {
  public static void Run() => Console.WriteLine(typeof(assembly_location).Assembly.Location);
}
