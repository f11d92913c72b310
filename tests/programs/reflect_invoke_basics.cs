using System; using System.Reflection;
class P { public int X { get; set; } = 3; public string Name = "n"; public int Add(int a, int b) => a + b + X; public static string S(string a) => a + "!"; private P(int x) { X = x; } public P() {} public override string ToString() => $"P{X}"; }
class Q : P { public override string ToString() => "Q" + X; }
struct V { public int A; public double B; public int Sum(ref int r, V o) { r += A; return A + o.A; } public int? N { get; set; } }
static class Prog {
  static void Main() {
    var t = typeof(P);
    foreach (var m in t.GetMethods(BindingFlags.Instance|BindingFlags.Public|BindingFlags.Static|BindingFlags.DeclaredOnly)) Console.WriteLine(m);
    object p = new P();
    Console.WriteLine(t.GetMethod("Add").Invoke(p, new object[] { 1, 2 }));
    Console.WriteLine(t.GetMethod("S").Invoke(null, new object[] { "hey" }));
    t.GetProperty("X").SetValue(p, 42);
    Console.WriteLine(t.GetProperty("X").GetValue(p));
    t.GetField("Name").SetValue(p, "zz");
    Console.WriteLine(t.GetField("Name").GetValue(p));
    Console.WriteLine(t.GetMethod("ToString").Invoke(new Q { X = 9 }, null));
    var c = t.GetConstructor(BindingFlags.NonPublic|BindingFlags.Instance, new[] { typeof(int) });
    Console.WriteLine(c.Invoke(new object[] { 77 }));
    object v = new V { A = 5 };
    var args = new object[] { 10, new V { A = 3 } };
    Console.WriteLine(typeof(V).GetMethod("Sum").Invoke(v, args) + " " + args[0]);
    typeof(V).GetProperty("N").SetValue(v, 4); Console.WriteLine(typeof(V).GetProperty("N").GetValue(v));
    try { t.GetMethod("Add").Invoke(p, new object[] { 1 }); } catch (Exception e) { Console.WriteLine(e.GetType().Name + ": " + e.Message); }
  }
}
