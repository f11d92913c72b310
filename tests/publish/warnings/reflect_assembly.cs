using System.Reflection;
static class reflect_assembly {
  public static void Run() {
    try { M("x"); } catch (Exception) { }
  }
  static void M(string name) {
    Assembly a = typeof(reflect_assembly).Assembly;
    a.GetTypes();
    a.GetType(name);
    a.GetType("reflect_assembly");
    a.CreateInstance("reflect_assembly");
    a.GetExportedTypes();
    Assembly.Load("x");
    Assembly.LoadFrom("x");
    Console.Write(a.Location + a.FullName + a.EntryPoint);
    a.GetModules()[0].GetTypes();
    new System.Diagnostics.StackFrame(0).GetMethod();
    a.GetReferencedAssemblies();
    Console.Write(a.CodeBase);
    Delegate.CreateDelegate(typeof(Action), typeof(reflect_assembly), name);
    Delegate.CreateDelegate(typeof(Action), typeof(reflect_assembly), "Run");
    MethodBase.GetCurrentMethod();
  }
}
