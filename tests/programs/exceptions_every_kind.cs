using System;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
class MyEx : Exception { public int Code; public MyEx(int c) : base("my " + c) { Code = c; } }
static class P {
  [MethodImpl(MethodImplOptions.NoInlining)] static void A(int x) { if (x == 0) throw new InvalidOperationException("zero"); if (x == 1) throw new MyEx(7); if (x == 2) { object o = "s"; Console.WriteLine((int[])o); } if (x == 3) { string s = null; Console.WriteLine(s.Length); } if (x == 4) { int[] a = new int[2]; Console.WriteLine(a[x]); } if (x == 5) { int z = 0; Console.WriteLine(x / z); } if (x == 6) { checked { int m = int.MaxValue; Console.WriteLine(m + x); } } if (x == 7) { object[] oa = new string[1]; oa[0] = 5; } if (x==8) { object o = 5; Console.WriteLine((long)o);} if (x==9) { object o=null; Console.WriteLine((int)o);} if (x==10) { Console.WriteLine(new int[-x]); } }
  [MethodImpl(MethodImplOptions.NoInlining)] static void B(int x) { try { A(x); } finally { Console.WriteLine("finally " + x); } }
  [MethodImpl(MethodImplOptions.NoInlining)] static void R(int x) { try { B(x); } catch (Exception) { Console.WriteLine("rethrow"); throw; } }
  static bool F(string s, bool b) { Console.WriteLine("filter " + s); return b; }
  static bool Boom() { Console.WriteLine("boom"); throw new Exception("in filter"); }
  static int Nested() {
    int r = 0;
    try { try { throw new MyEx(1); } finally { r += 1; try { throw new MyEx(2); } catch (MyEx e) when (e.Code == 2) { r += 10; } finally { r += 100; } } } catch (MyEx e) { r += 1000 * e.Code; }
    return r;
  }
  static int Super() { try { try { throw new MyEx(1); } finally { throw new MyEx(2); } } catch (MyEx e) { return e.Code; } }
  static int RetInFinally() { for (int i = 0; i < 5; i++) { try { if (i == 3) return i; if (i == 1) continue; } finally { Console.Write("f" + i + " "); } } return -1; }
  static void Trace(Exception e) { Console.WriteLine(e.GetType().FullName + ": " + e.Message); foreach (var l in (e.StackTrace ?? "null").Split('\n')) { int i = l.IndexOf(" in /"); Console.WriteLine(i < 0 ? l : l.Substring(0, i)); } }
  static void Main(string[] args) {
    for (int i = 0; i <= 10; i++) try { R(i); } catch (Exception e) { Trace(e); }
    try { B(0); } catch (InvalidOperationException e) when (F("a", false)) { Console.WriteLine("no"); } catch (Exception e) when (F("b", true)) { Console.WriteLine("yes " + e.Message); }
    try { B(0); } catch (InvalidOperationException) when (Boom()) { Console.WriteLine("no"); } catch (InvalidOperationException e) { Console.WriteLine("after boom " + e.Message); }
    Console.WriteLine(Nested()); Console.WriteLine(Super()); Console.WriteLine(RetInFinally());
    Exception saved = null; try { B(1); } catch (Exception e) { saved = e; }
    try { ExceptionDispatchInfo.Capture(saved).Throw(); } catch (Exception e) { Trace(e); }
    try { throw saved; } catch (Exception e) { Trace(e); }
    try { throw new AggregateException("agg", new MyEx(3), new ArgumentException("arg", "p")); } catch (AggregateException e) { Console.WriteLine(e.InnerExceptions.Count + " " + e.Message); }
    try { try { B(0); } catch (Exception e) { throw new Exception("outer", e); } } catch (Exception e) { Console.WriteLine(e.InnerException.Message); Console.WriteLine(e.ToString().Contains("--- End of inner")); }
    int n = 0; for (int i = 0; i < 10000; i++) { try { A(1); } catch (MyEx) { n++; } } Console.WriteLine(n);
    try { throw null; } catch (NullReferenceException e) { Console.WriteLine(e.Message); }
    Console.WriteLine(new Exception().Message); Console.WriteLine(new MyEx(2).HResult);
    try { int.Parse("x"); } catch (FormatException e) { Console.WriteLine(e.Message); }
    try { Console.WriteLine(checked((byte)n)); } catch (OverflowException e) { Console.WriteLine(e.Message); }
    try { new System.Collections.Generic.List<int>()[0].ToString(); } catch (ArgumentOutOfRangeException e) { Console.WriteLine(e.Message); }
  }
}
