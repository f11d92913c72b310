using System.Runtime.InteropServices;
static class dynamic_code {
  public static void Run() {
    try { M(typeof(int)); } catch (Exception) { }
    try { G<int, DayOfWeek>(); } catch (Exception) { }
  }
  static void M(Type t) {
    Enum.GetValues(t);
    Enum.GetValues(typeof(DayOfWeek));
    Array.CreateInstance(t, 1);
    Array.CreateInstance(typeof(int), 1);
    Marshal.SizeOf(t);
    Marshal.SizeOf(typeof(int));
    Marshal.SizeOf<int>();
    Marshal.SizeOf((object)3);
    Marshal.PtrToStructure(0, t);
    Marshal.PtrToStructure<Guid>(0);
    Marshal.GetDelegateForFunctionPointer(0, typeof(Action));
    Marshal.GetDelegateForFunctionPointer(0, t);
    Marshal.GetDelegateForFunctionPointer<Action>(0);
    t.MakeArrayType();
    t.MakePointerType();
    Marshal.DestroyStructure(0, t);
    Marshal.OffsetOf(t, "x");
    Marshal.OffsetOf(typeof(Guid), "_a");
    Marshal.StructureToPtr((object)Guid.Empty, 0, false);
    System.Linq.Expressions.Expression<Func<int>> e = () => 3;
    e.Compile();
  }
  static void G<T, E>() where E : struct, Enum {
    Enum.GetValues(typeof(T));
    Enum.GetValues<E>();
    Marshal.SizeOf(typeof(T));
    Marshal.SizeOf<T>();
    Array.CreateInstance(typeof(T), 1);
  }
}
