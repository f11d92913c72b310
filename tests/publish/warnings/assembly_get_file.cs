static class assembly_get_file {
  public static void Run() { try { typeof(assembly_get_file).Assembly.GetFiles(); } catch { } }
}
