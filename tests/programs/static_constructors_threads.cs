using System; using System.Threading;
class A { public static int X = Init(); static int Init() { Console.WriteLine("A init"); return B.Y + 1; } }
class B { public static int Y = Init(); static int Init() { Console.WriteLine("B init"); return A.X + 1; } }
class Bad { public static int Z = int.Parse("bad"); static Bad() { Console.WriteLine("Bad cctor"); } public static void M() { } }
class G<T> { public static int N; static G() { Console.WriteLine("G<" + typeof(T).Name + ">"); N = 5; } }
class Slow { public static int V; static Slow() { Console.WriteLine("slow start"); Thread.Sleep(100); V = 42; Console.WriteLine("slow end"); } }
static class P { static void Main() {
  Console.WriteLine(A.X); Console.WriteLine(B.Y);
  for (int i = 0; i < 2; i++) try { Bad.M(); } catch (TypeInitializationException e) { Console.WriteLine(e.Message + " " + e.TypeName + " " + e.InnerException.GetType()); }
  Console.WriteLine(G<int>.N + G<string>.N + G<int>.N);
  var ts = new Thread[3]; for (int i = 0; i < 3; i++) { ts[i] = new Thread(() => { if (Slow.V != 42) Console.WriteLine("wrong"); }); ts[i].Start(); } foreach (var t in ts) t.Join(); Console.WriteLine("joined");
  Environment.ExitCode = 3; } }
