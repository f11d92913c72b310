static class requires_files_property {
  public static void Run() => Console.WriteLine(P);
  [RequiresAssemblyFiles("p")] static int P => 1;
}
