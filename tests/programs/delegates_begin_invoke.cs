// BeginInvoke and EndInvoke exist and throw, called directly and by reflection; the constructor of a delegate can be called by reflection.
using System.Reflection;
Doubler d = x => 2 * x;
Pair<string> p = (a, b) => a + b;
Func<string> f = () => "a";
Try("begin", () => d.BeginInvoke(1, null, null));
Try("end", () => d.EndInvoke(null!));
Try("generic", () => p.BeginInvoke("x", "y", _ => Console.WriteLine("never"), 5));
Try("library", () => f.BeginInvoke(null, null));
Try("null", () => ((Func<string>)null!).BeginInvoke(null, null));
Try("reflected", () => typeof(Doubler).GetMethod("BeginInvoke")!.Invoke(d, [3, null, null]));
Try("reflected end", () => typeof(Func<string>).GetMethod("EndInvoke")!.Invoke(f, [null]));
Try("invoke", () => typeof(Doubler).GetMethod("Invoke")!.Invoke(d, [21]));
ConstructorInfo ctor = typeof(Doubler).GetConstructors()[0];
Console.WriteLine(ctor);
Try("no method", () => Activator.CreateInstance(typeof(Action<object>), null, IntPtr.Zero));
Try("no method either", () => ctor.Invoke([null, IntPtr.Zero]));
Doubler s = (Doubler)ctor.Invoke([null, typeof(Numbers).GetMethod("Triple")!.MethodHandle.GetFunctionPointer()]);
Doubler i = (Doubler)ctor.Invoke([new Numbers(100), typeof(Numbers).GetMethod("Plus")!.MethodHandle.GetFunctionPointer()]);
Console.WriteLine(s(5) + " " + i(5) + " " + (s + i)(6));
foreach (MethodInfo m in typeof(Doubler).GetMethods(BindingFlags.DeclaredOnly | BindingFlags.Public | BindingFlags.Instance)) Console.WriteLine(m + " " + m.IsVirtual);

static void Try(string name, Func<object?> f)
{
    try { Console.WriteLine(name + ": " + f()); }
    catch (Exception e) { Console.WriteLine(name + ": " + e.GetType() + ": " + e.Message + " " + e.InnerException?.Message); }
}
delegate int Doubler(int x);
delegate T Pair<T>(T a, T b);
class Numbers(int start)
{
    public static int Triple(int x) => 3 * x;
    public int Plus(int x) => start + x;
}
