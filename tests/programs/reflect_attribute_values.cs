using System.Reflection;
using System.Runtime.ExceptionServices;
for (int i = 0; i < 2; i++)
{
  try { new T().F(); } catch (Exception e) { Print(e); }
  try { await Task.Run(() => new T().F()); } catch (Exception e) { Print(e); }
  try { typeof(T).GetMethod("F")!.Invoke(new T(), null); } catch (Exception e) { var x = e.InnerException!; try { ExceptionDispatchInfo.Capture(x).Throw(); } catch (Exception y) { Print(y); } }
  try { await A(); } catch (Exception e) { Print(e); }
}
// [InlineData(new[]..)]
foreach (var m in typeof(T).GetMethods().Where(m => m.IsDefined(typeof(DAttribute), false)))
  foreach (object o in m.GetCustomAttribute<DAttribute>()!.Data!) Console.WriteLine(o is Array a ? a.GetType() + "[" + string.Join(",", a.Cast<object>()) + "]" : o);
foreach (var c in typeof(T).GetMethod("X")!.CustomAttributes) { Console.WriteLine(c); foreach (var a in c.ConstructorArguments) Console.WriteLine(a.ArgumentType + " " + a.Value?.GetType()); }
// tuples
Type it = Type.GetType("System.Runtime.CompilerServices.ITuple")!;
object tup = (1, "a");
Console.WriteLine(Holder.It!.GetRuntimeProperties().FirstOrDefault(p => p.Name == "Length")?.GetValue(tup));
static async Task A() { await Task.Yield(); new T().F(); }
static void Print(Exception e) { Console.WriteLine("" + e.GetType() + " / " + e.InnerException?.GetType() + " / " + e.Message); }
static class Holder { public static readonly Type? It = Type.GetType("System.Runtime.CompilerServices.ITuple"); }
public class T {
  public int F() => Broken.Value;
  private static class Broken { public static readonly int Value = int.Parse("not a number"); }
  [D(new[] { 1, 2, 3 }, 6)] public void X() {}
  [D(new int[0], "s", new[] { "a", null }, new object[] { 1, "x" }, new[] { DayOfWeek.Monday }, typeof(List<>), new[] { typeof(int) }, new[] { 1.5 }, new long[] { 5 }, new[]{true}, new[]{'c'})] public void Y() {}
}
public class DAttribute(params object[] data) : Attribute { public object[] Data => data; }
