// Methods that StackTrace leaves out of its text are frames all the same: AggressiveInlining, StackTraceHidden on methods and types; the last frame is always shown.
using System.Diagnostics; using System.Reflection; using System.Runtime.CompilerServices;
Plain.A();
try { Plain.Thrower(); } catch (Exception e) { Print(new StackTrace(e)); Console.WriteLine(Lines(e.StackTrace)); Console.WriteLine(e.TargetSite.Name); }
Plain.Alone();
static void Print(StackTrace t) { Console.WriteLine(string.Join(" < ", t.GetFrames().Select(f => f.GetMethod().Name).TakeWhile(n => !n.StartsWith('<')))); Console.WriteLine(Lines(t.ToString())); }
static string Lines(string s) => string.Join(" | ", s.Split('\n').Select(l => l.Trim()).TakeWhile(l => !l.Contains("$")).Select(l => { int i = l.IndexOf(" in "); return i < 0 ? l : l[..i]; }));
static class Plain
{
    [MethodImpl(MethodImplOptions.NoInlining)] public static void A() { B(); Console.Write(""); }
    [MethodImpl(MethodImplOptions.NoInlining), StackTraceHidden] static void B() { Hidden.C(); Console.Write(""); }
    [MethodImpl(MethodImplOptions.NoInlining)] public static void Report() { Print(new StackTrace()); Console.WriteLine(MethodBase.GetCurrentMethod().Name + " " + new StackFrame(1).GetMethod().Name + " " + new StackTrace(2).GetFrame(0).GetMethod().Name); }
    [MethodImpl(MethodImplOptions.NoInlining)] public static void Thrower() { Hide(); Console.Write(""); }
    [MethodImpl(MethodImplOptions.NoInlining), StackTraceHidden] static void Hide() { Throw(); Console.Write(""); }
    [MethodImpl(MethodImplOptions.NoInlining)] static void Throw() => throw new InvalidOperationException("x");
    public static void Alone() { var t = new Thread(Last); t.Start(); t.Join(); }
    [MethodImpl(MethodImplOptions.NoInlining), StackTraceHidden] static void Last() { var t = new StackTrace(); Console.WriteLine(t.GetFrame(0).GetMethod().Name + " " + Lines(new StackTrace(new StackFrame[] { t.GetFrame(0) }).ToString())); Console.WriteLine(new StackFrame(0).GetMethod().Name); }
    static void Print(StackTrace t) { Console.WriteLine(string.Join(" < ", t.GetFrames().Select(f => f.GetMethod().Name).TakeWhile(n => !n.StartsWith('<')))); Console.WriteLine(Lines(t.ToString())); }
    static string Lines(string s) => string.Join(" | ", s.Split('\n').Select(l => l.Trim()).TakeWhile(l => !l.Contains("$")).Select(l => { int i = l.IndexOf(" in "); return i < 0 ? l : l[..i]; }));
}
[StackTraceHidden] static class Hidden { [MethodImpl(MethodImplOptions.NoInlining)] public static void C() { Plain.Report(); Console.Write(""); } }
