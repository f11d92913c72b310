using System.Reflection;
static class reflect_extensions {
  public static void Run() {
    M(typeof(int), typeof(int));
    Action a = Run;
    Console.Write(a.Method.Name + a.GetMethodInfo().Name);
  }
  static void M(Type plain, [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicMethods | DynamicallyAccessedMemberTypes.PublicFields)] Type some) {
    plain.GetRuntimeMethods();
    plain.GetRuntimeField("f");
    some.GetRuntimeMethods();
    some.GetRuntimeMethod("M", Type.EmptyTypes);
    some.GetRuntimeField("f");
    some.GetRuntimeProperty("p");
    plain.GetTypeInfo().GetDeclaredMethod("M");
    some.GetTypeInfo().GetMethods();
    some.GetTypeInfo().AsType().GetMethods();
    Console.Write(some.GetTypeInfo().DeclaredFields);
    Console.Write(plain.GetTypeInfo().DeclaredMethods);
    TypeExtensions.GetMethods(plain);
    TypeExtensions.GetMethods(some);
    typeof(C).GetRuntimeMethod("Code", Type.EmptyTypes);
    typeof(C).GetTypeInfo().GetDeclaredMethod("Code");
    Attribute.GetCustomAttribute(plain, typeof(Attribute));
    plain.GetCustomAttributes(true);
    plain.IsAssignableFrom(some);
    plain.IsSubclassOf(some);
  }
  class C { [RequiresUnreferencedCode("code")] public static void Code() {} }
}
