static class reflect_activator {
  public static void Run() {
    M(typeof(int), typeof(int), typeof(int));
    G<int, int>();
  }
  static void M(Type plain, [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] Type empty, [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] Type ctors) {
    Activator.CreateInstance(plain);
    Activator.CreateInstance(empty);
    Activator.CreateInstance(ctors);
    Activator.CreateInstance(ctors, 1);
    try { Activator.CreateInstance(empty, 1); } catch (Exception) { }
    Activator.CreateInstance(ctors, true);
    Activator.CreateInstance(empty, false);
    Activator.CreateInstance(typeof(C));
    Activator.CreateInstance(typeof(C), true);
    Activator.CreateInstance(typeof(Needs));
    Activator.CreateInstance("warnings", "reflect_activator+C");
    try { Activator.CreateInstance("warnings", plain.Name); } catch (Exception) { }
    try { Activator.CreateInstance(plain.Name, "x"); } catch (Exception) { }
    try { Activator.CreateInstance("notthere", "x"); } catch (Exception) { }
    System.Runtime.CompilerServices.RuntimeHelpers.GetUninitializedObject(plain);
    System.Runtime.CompilerServices.RuntimeHelpers.RunClassConstructor(plain.TypeHandle);
    System.Runtime.CompilerServices.RuntimeHelpers.RunClassConstructor(typeof(C).TypeHandle);
  }
  static void G<T, [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] E>() {
    Activator.CreateInstance<T>();
    Activator.CreateInstance<E>();
    Activator.CreateInstance(typeof(T));
    Activator.CreateInstance(typeof(E));
  }
  public class C {}
  public class Needs { [RequiresUnreferencedCode("n")] public Needs() { Console.Write(""); } }
}
