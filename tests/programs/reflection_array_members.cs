//stress: 1000
// Members of array types through reflection: Get, Set, Address and the constructors, invoked, listed, named; expression trees and dynamic code that index arrays.
using System.Linq.Expressions;
using System.Reflection;
static class P {
  static void Try(string what, Func<object> f) { try { var r = f(); Console.WriteLine(what + ": " + (r is Array a && a.Rank == 1 ? string.Join(",", a.Cast<object>()) : r ?? "null")); } catch (Exception e) { Console.WriteLine(what + ": " + e.GetType().Name + ": " + e.Message + (e.InnerException is { } i ? " <- " + i.GetType().Name + ": " + i.Message : "")); } }
  static void Main() {
    var grid = new int[2, 3]; grid[1, 2] = 7;
    foreach (var t in new[] { typeof(int[,]), typeof(int[]), typeof(string[,,]), typeof(int[][]), typeof(object[,]) }) {
      Console.WriteLine("== " + t);
      foreach (var m in t.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)) Console.WriteLine(m + " | " + m.Attributes + " | " + m.CallingConvention + " | " + m.DeclaringType + " | " + m.ReflectedType + " | " + m.MetadataToken + " | " + string.Join(";", m.GetParameters().Select(p => p.ParameterType + " " + p.Name + " " + p.Position + " " + p.Attributes)) + " | " + m.GetMethodImplementationFlags());
      foreach (var c in t.GetConstructors()) Console.WriteLine(c + " | " + c.Attributes + " | " + c.CallingConvention + " | " + c.DeclaringType + " | " + c.GetParameters().Length);
      Console.WriteLine(t.GetMethods().Length + " " + t.GetMethods().Count(m => m.DeclaringType == t) + " " + t.GetProperties().Length + " " + t.GetMembers(BindingFlags.DeclaredOnly | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static).Length);
    }
    var get = typeof(int[,]).GetMethod("Get"); var set = typeof(int[,]).GetMethod("Set"); var address = typeof(int[,]).GetMethod("Address");
    Try("get", () => get.Invoke(grid, new object[] { 1, 2 }));
    Try("set", () => set.Invoke(grid, new object[] { 0, 1, 5 })); Console.WriteLine(grid[0, 1]);
    Try("range", () => get.Invoke(grid, new object[] { 2, 0 }));
    Try("count", () => get.Invoke(grid, new object[] { 2 }));
    Try("type", () => get.Invoke(grid, new object[] { "a", 1 }));
    Try("null", () => get.Invoke(null, new object[] { 1, 1 }));
    Try("wrong", () => get.Invoke(new int[1], new object[] { 1, 1 }));
    Try("set wrong", () => set.Invoke(grid, new object[] { 0, 1, "x" }));
    var words = new string[1, 2];
    Try("string set", () => typeof(string[,]).GetMethod("Set").Invoke(words, new object[] { 0, 1, "w" })); Console.WriteLine(words[0, 1]);
    object[,] co = new string[1, 1];
    Try("covariant set", () => typeof(object[,]).GetMethod("Set").Invoke(co, new object[] { 0, 0, 5 }));
    Try("covariant address", () => typeof(object[,]).GetMethod("Address").Invoke(co, new object[] { 0, 0 }));
    foreach (var c in typeof(int[,]).GetConstructors()) {
      int n = c.GetParameters().Length;
      Try("new " + n, () => { var a = (Array)c.Invoke(n == 2 ? new object[] { 2, 3 } : new object[] { 1, 2, 3, 4 }); return a.GetLowerBound(0) + ".." + a.GetUpperBound(0) + " " + a.GetLowerBound(1) + ".." + a.GetUpperBound(1); });
    }
    Try("new vector", () => typeof(int[]).GetConstructors()[0].Invoke(new object[] { 4 }));
    Try("new negative", () => typeof(int[]).GetConstructors()[0].Invoke(new object[] { -4 }));
    Try("activator", () => ((Array)Activator.CreateInstance(typeof(int[,]), 2, 3)).Length);
    Try("activator jagged", () => ((Array)Activator.CreateInstance(typeof(int[][]), 2)).Length);
    Try("jagged 2", () => ((Array)Activator.CreateInstance(typeof(int[][]), 2, 3)).GetValue(1));
    Try("getconstructor", () => typeof(int[,]).GetConstructor(new[] { typeof(int), typeof(int) }));
    var i = Expression.Parameter(typeof(int), "i"); var g = Expression.Parameter(typeof(int[,]), "g");
    Try("expression read", () => Expression.Lambda<Func<int[,], int, int>>(Expression.ArrayIndex(g, i, Expression.Constant(2)), g, i).Compile()(grid, 1));
    Try("expression write", () => Expression.Lambda<Func<int[,], int, int>>(Expression.Assign(Expression.ArrayAccess(g, i, Expression.Constant(2)), Expression.Constant(99)), g, i).Compile()(grid, 0)); Console.WriteLine(grid[0, 2]);
    Try("expression add", () => Expression.Lambda<Func<int[,], int, int>>(Expression.AddAssign(Expression.ArrayAccess(g, i, Expression.Constant(2)), Expression.Constant(1)), g, i).Compile()(grid, 0)); Console.WriteLine(grid[0, 2]);
    Try("expression new", () => Expression.Lambda<Func<int[,]>>(Expression.NewArrayBounds(typeof(int), Expression.Constant(2), Expression.Constant(2))).Compile()().Length);
    Expression<Func<int[,], int>> e = x => x[1, 2]; Console.WriteLine(e + " " + e.Compile()(grid));
    dynamic d = grid; d[1, 1] = 42; Console.WriteLine(d[1, 1]); d[1, 1] += 3; Console.WriteLine(grid[1, 1]);
    dynamic ds = new string[2, 2]; ds[0, 0] = "z"; Console.WriteLine(ds[0, 0]); Try("dynamic bad", () => { ds[0, 0] = 5; return null; });
    dynamic cube = new double[2, 2, 2]; cube[1, 1, 1] = 2.5; Console.WriteLine(cube[1, 1, 1] + cube.Length);
    dynamic v = new int[3]; v[2] = 9; Console.WriteLine(v[2]);
    Console.WriteLine(get == typeof(int[,]).GetMethod("Get")); Console.WriteLine(get.Equals(typeof(long[,]).GetMethod("Get"))); Console.WriteLine(get.GetHashCode() == typeof(int[,]).GetMethod("Get").GetHashCode());
    Console.WriteLine(set.ReturnType + " " + set.ReturnParameter + " " + address.ReturnType + " " + get.IsVirtual + get.IsFinal + get.IsPublic + get.IsGenericMethod + get.GetBaseDefinition() + get.IsDefined(typeof(Attribute), true) + get.GetCustomAttributes(false).Length);
    Console.WriteLine(typeof(int[,]).GetMember("Get").Length + " " + typeof(int[,]).GetMethod("GetValue", new[] { typeof(int), typeof(int) }) + " " + typeof(int[,]).GetMethod("get", BindingFlags.IgnoreCase | BindingFlags.Public | BindingFlags.Instance));
    Console.WriteLine(typeof(int[,]).InvokeMember("Get", BindingFlags.InvokeMethod, null, grid, new object[] { 1, 1 }));
  }
}
