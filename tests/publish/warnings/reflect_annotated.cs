using System.Reflection;
static class reflect_annotated {
  public static void Run() {
    typeof(C).GetMethod("Takes");
    typeof(C).GetMethod("Gives");
    typeof(C).GetMethod("Generic");
    typeof(C).GetMethod("Virtual");
    typeof(C).GetMethods();
    typeof(C).GetField("field");
    typeof(C).GetFields();
    typeof(C).GetProperty("P");
    typeof(C).GetProperties();
    typeof(C).GetConstructors();
    Console.Write(typeof(G<>));
    Action<Type> a = C.Takes;
    a(typeof(int));
    Take(typeof(C));
    typeof(C).GetMembers();
  }
  static void Take([DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicMethods)] Type? t) => Console.Write(t?.GetMethods().Length);
  class G<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicMethods)] T> {}
  class C {
    public C([DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicMethods)] Type t) {}
    [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] public Type? field;
    [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] public Type? P { get; set; }
    public static void Takes([DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] Type t) {}
    [return: DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] public static Type? Gives() => null;
    [return: DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] public virtual Type? Virtual() => null;
    public static void Generic<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] T>() {}
  }
}
