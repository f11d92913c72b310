using System.Reflection;
static class reflect_make_generic {
  public static void Run() {
    try { M(typeof(List<>), typeof(reflect_make_generic).GetMethod("Plain")!); } catch (Exception) { }
    try { Known(); } catch (Exception) { }
    try { G<string, int>(); } catch (Exception) { }
  }
  static void M(Type unknown, MethodInfo method) {
    unknown.MakeGenericType(typeof(int));
    typeof(List<>).MakeGenericType(unknown);
    typeof(Ask<>).MakeGenericType(unknown);
    method.MakeGenericMethod(typeof(int));
    typeof(reflect_make_generic).GetMethod("Plain")!.MakeGenericMethod(unknown);
    typeof(reflect_make_generic).GetMethod("Asks")!.MakeGenericMethod(unknown);
  }
  static void Known() {
    typeof(List<>).MakeGenericType(typeof(string));
    typeof(List<>).MakeGenericType(typeof(int));
    typeof(Ask<>).MakeGenericType(typeof(string));
    typeof(New<>).MakeGenericType(typeof(string));
    typeof(reflect_make_generic).GetMethod("Plain")!.MakeGenericMethod(typeof(string));
    typeof(reflect_make_generic).GetMethod("Plain")!.MakeGenericMethod(typeof(int));
    typeof(reflect_make_generic).GetMethod("Asks")!.MakeGenericMethod(typeof(string));
    typeof(reflect_make_generic).GetMethod("NotThere")?.MakeGenericMethod(typeof(string));
    typeof(int).MakeGenericType(typeof(string));
    Type? none = null;
    none!.MakeGenericType(typeof(string));
  }
  static void G<T, [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] F>() {
    typeof(List<>).MakeGenericType(typeof(T));
    typeof(Ask<>).MakeGenericType(typeof(T));
    typeof(Ask<>).MakeGenericType(typeof(F));
    typeof(Ask<>).MakeGenericType(typeof(F)).GetMethods();
    typeof(reflect_make_generic).GetMethod("Plain")!.MakeGenericMethod(typeof(T));
    typeof(reflect_make_generic).GetMethod("Asks")!.MakeGenericMethod(typeof(T));
    typeof(reflect_make_generic).GetMethod("Asks")!.MakeGenericMethod(typeof(F));
  }
  public static void Plain<T>() {}
  public static void Asks<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] T>() {}
  class Ask<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] T> {}
  class New<T> where T : new() {}
}
