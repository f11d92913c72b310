using System.Reflection;
static class reflect_requires {
  public static void Run() {
    typeof(Has).GetMethod("Code");
    typeof(Has).GetMethod("Fine");
    typeof(Has).GetMethods();
    typeof(Has).GetMethod("Dynamic");
    typeof(Has).GetProperty("P");
    typeof(Has).GetProperties();
    typeof(Has).GetConstructors();
    typeof(Has).GetMembers();
    Take(typeof(Has));
    typeof(Whole).GetMethods();
    typeof(Whole).GetFields();
    typeof(Whole).GetConstructors();
    typeof(Whole).GetMethod("Static");
    typeof(Has).GetEvent("E");
    typeof(Derived).GetMethods();
    typeof(Has).GetMethods(BindingFlags.NonPublic | BindingFlags.Instance);
    typeof(Has).GetMethod("Hidden", BindingFlags.NonPublic | BindingFlags.Instance);
    Ask<Has>();
    Console.Write(new Gen<Has>());
  }
  static void Take([DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicMethods)] Type? t) => Console.Write(t?.GetMethods().Length);
  static int Ask<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicMethods)] T>() => typeof(T).GetMethods().Length;
  class Gen<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicMethods)] T> {}
  class Has {
    [RequiresUnreferencedCode("ctor")] public Has() {}
    [RequiresUnreferencedCode("code")] public void Code() {}
    [RequiresDynamicCode("dynamic")] public void Dynamic() {}
    public void Fine() {}
    [RequiresUnreferencedCode("hidden")] void Hidden() {}
    public int P { [RequiresUnreferencedCode("get")] get => 1; set {} }
    public event Action E { [RequiresUnreferencedCode("add")] add {} remove {} }
  }
  class Derived : Has { [RequiresUnreferencedCode("derived")] public Derived() {} }
  [RequiresUnreferencedCode("whole")] class Whole {
    public static int s_f; public int f;
    public void Instance() {}
    public static void Static() {}
  }
}
