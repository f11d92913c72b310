// GetInterfaceMap: implicit, explicit, inherited, default and re-implemented interface methods, generic interfaces, value types.
using System.Reflection;
interface I1 { void A(); int P { get; set; } event Action E; } interface I2<T> { T Get(T t); void Def() { Console.WriteLine("def"); } } interface I3 : I1 { void B(); }
class Base : I3 { public void A() {} public int P { get; set; } public event Action E; void I3.B() {} public virtual void V() {} }
class Derived : Base, I1, I2<int>, I2<string> { void I1.A() {} public int Get(int t) => t; string I2<string>.Get(string t) => t; void I2<string>.Def() {} }
struct S : IComparable<S>, I2<S> { public int CompareTo(S o) => 0; public S Get(S s) => s; } class Enu : IEnumerable<int> { public IEnumerator<int> GetEnumerator() => null; System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => null; }
static class P {
  static void Map(Type t, Type i) {
    var m = t.GetInterfaceMap(i); Console.WriteLine(m.TargetType + " " + m.InterfaceType);
    for (int k = 0; k < m.InterfaceMethods.Length; k++) Console.WriteLine("  " + m.InterfaceMethods[k] + " -> " + m.TargetMethods[k]?.DeclaringType + " " + m.TargetMethods[k]);
  }
  static void Main() {
    I2<int> d = new Derived(); d.Def(); Console.WriteLine(d.Get(3)); ((I1)d).A(); I2<S> s = default(S); s.Get(default); ((I2<string>)d).Get("s");
    Map(typeof(Base), typeof(I1)); Map(typeof(Base), typeof(I3)); Map(typeof(Derived), typeof(I1)); Map(typeof(Derived), typeof(I3)); Map(typeof(Derived), typeof(I2<int>)); Map(typeof(Derived), typeof(I2<string>)); Map(typeof(S), typeof(I2<S>)); Map(typeof(S), typeof(IComparable<S>)); Map(typeof(Enu), typeof(IEnumerable<int>));
    try { Map(typeof(Base), typeof(I2<int>)); } catch (ArgumentException e) { Console.WriteLine(e.Message); } try { Map(typeof(I3), typeof(I1)); } catch (ArgumentException e) { Console.WriteLine(e.Message); }
    foreach (var t in new[] { typeof(Derived), typeof(S), typeof(I3), typeof(int[]) }) Console.WriteLine(t + ": " + string.Join(", ", t.GetInterfaces().Select(i => i.ToString()).OrderBy(x => x, StringComparer.Ordinal))); Console.WriteLine(typeof(Derived).GetInterface("I1") + " " + typeof(Derived).GetInterface("i1", true) + " " + typeof(Derived).GetInterface("none") + " " + typeof(Derived).GetInterface("IComparable")); Console.WriteLine(string.Join(",", typeof(Derived).FindInterfaces((t, o) => t.IsGenericType, null).Length));
  }
}
