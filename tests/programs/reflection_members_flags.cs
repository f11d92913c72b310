// Which members GetMembers and its relatives list under each set of binding flags: inherited, declared, static, hidden, overridden.
using System.Reflection;
class Base {
  public int PubField = 1; protected int ProtField; private int privField; internal int IntField; public static int StaticField; public const int Const = 3;
  public virtual void Virt() {} public void Hidden() {} protected virtual void ProtVirt() {} private void Priv() {} public static void Stat() {} internal void Int() {}
  public int Prop { get; set; } public virtual int VirtProp => 1; protected int ProtProp { get; private set; } public static int StatProp { get; set; } private int PrivProp { get; set; }
  public event Action Ev; public static event EventHandler StatEv; private event Action PrivEv;
  public Base() {} protected Base(int a) {} private Base(string s) {} static Base() {}
  public class PubNested {} protected class ProtNested {} private class PrivNested {} public interface INested {} public enum ENested { A } public struct SNested {} public delegate void DNested();
}
class Derived : Base {
  public override void Virt() {} public new void Hidden() {} public override int VirtProp => 2; public new int Prop { get; } public int Own; private static int ownStatic;
  public void Overload() {} public void Overload(int a) {} public void Overload(string a, params object[] b) {} public T Gen<T>() => default; public int this[int i] => i; public int this[string s, int i] { get => i; set {} }
}
sealed class Most : Derived { public sealed override void Virt() {} }
static class P {
  static void Main() {
    BindingFlags[] sets = { BindingFlags.Default, BindingFlags.Public, BindingFlags.Instance, BindingFlags.Public | BindingFlags.Instance, BindingFlags.Public | BindingFlags.Static,
      BindingFlags.NonPublic | BindingFlags.Instance, BindingFlags.NonPublic | BindingFlags.Static, BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly,
      BindingFlags.Public | BindingFlags.Static | BindingFlags.FlattenHierarchy, BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.FlattenHierarchy,
      BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly };
    foreach (var t in new[] { typeof(Base), typeof(Derived), typeof(Most) })
      foreach (var f in sets) {
        Console.WriteLine("== " + t + " " + f);
        foreach (var m in t.GetMembers(f)) if (m.DeclaringType != typeof(object)) Console.WriteLine("  " + m.MemberType + " " + m.DeclaringType.Name + "." + m.Name + " : " + m);
        Console.WriteLine("  " + t.GetMethods(f).Length + " " + t.GetFields(f).Length + " " + t.GetProperties(f).Length + " " + t.GetEvents(f).Length + " " + t.GetConstructors(f).Length + " " + t.GetNestedTypes(f).Length);
      }
    Show(typeof(Derived).GetMethod("Virt")); Show(typeof(Derived).GetMethod("Overload", new[] { typeof(int) })); Show(typeof(Derived).GetMethod("Overload", Type.EmptyTypes));
    Show(typeof(Derived).GetMethod("nothing")); Show(typeof(Derived).GetMethod("GEN", BindingFlags.IgnoreCase | BindingFlags.Public | BindingFlags.Instance));
    try { typeof(Derived).GetMethod("Overload"); } catch (AmbiguousMatchException) { Console.WriteLine("ambiguous"); }
    Show(typeof(Derived).GetProperty("Item", new[] { typeof(string), typeof(int) })); Show(typeof(Derived).GetProperty("Prop", BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly));
    Show(typeof(Derived).GetField("PubField")); Show(typeof(Derived).GetField("privField", BindingFlags.NonPublic | BindingFlags.Instance)); Show(typeof(Base).GetField("privField", BindingFlags.NonPublic | BindingFlags.Instance));
    Show(typeof(Base).GetEvent("Ev")); Show(typeof(Base).GetNestedType("PrivNested", BindingFlags.NonPublic)); Show(typeof(Base).GetNestedType("PubNested")); Show(typeof(Base).GetNestedType("ENested"));
    Show(typeof(Base).GetConstructor(Type.EmptyTypes)); Show(typeof(Base).GetConstructor(BindingFlags.NonPublic | BindingFlags.Instance, new[] { typeof(int) })); Show(typeof(Base).TypeInitializer);
    foreach (var m in typeof(Derived).GetMember("Overload")) Console.WriteLine(m);
    foreach (var m in typeof(Derived).GetMember("O*", MemberTypes.Field | MemberTypes.Method, BindingFlags.Public | BindingFlags.Instance)) Console.WriteLine("* " + m);
    Console.WriteLine(typeof(Most).GetMethod("Virt").GetBaseDefinition().DeclaringType + " " + typeof(Derived).GetMethod("Hidden").GetBaseDefinition().DeclaringType + " " + typeof(Most).GetMethod("ToString").DeclaringType);
    Console.WriteLine(typeof(Most).GetMethod("Virt") == typeof(Most).GetMethod("Virt")); Console.WriteLine(typeof(Most).GetMethod("Hidden").Equals(typeof(Derived).GetMethod("Hidden")) + " " + (typeof(Most).GetMethod("Hidden").ReflectedType == typeof(Most)));
  }
  static void Show(MemberInfo m) => Console.WriteLine(m == null ? "null" : m.MemberType + " " + m.DeclaringType + " " + m + " " + Attributes(m));
  static string Attributes(MemberInfo m) => m switch { MethodBase b => b.Attributes + " " + b.CallingConvention + " " + b.IsPublic + b.IsVirtual + b.IsStatic, FieldInfo f => f.Attributes + "", PropertyInfo p => p.Attributes + " " + p.CanRead + p.CanWrite, EventInfo e => e.Attributes + " " + e.EventHandlerType, Type t => t.Attributes + "", _ => "" };
}
