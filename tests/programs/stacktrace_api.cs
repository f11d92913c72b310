// StackTrace and StackFrame: counts, method names, declaring types, files and lines, ToString, skip, Environment.StackTrace, caller info attributes, TargetSite.
using System.Diagnostics;
using System.Runtime.CompilerServices;
static string Strip(string s) => string.Join("\n", s.TrimEnd().Split('\n').Select(l => { int i = l.IndexOf(" in "); return i < 0 ? l.TrimEnd() : l[..i] + " @" + l[(l.LastIndexOf(":line ") + 6)..]; }));
A.One();
try { A.Throw(2); } catch (Exception e)
{
    var t = new StackTrace(e, true); Console.WriteLine(t.FrameCount); foreach (var f in t.GetFrames()) Console.WriteLine($"{f.GetMethod().Name} {f.GetMethod().DeclaringType.Name} {Path.GetFileName(f.GetFileName())}:{f.GetFileLineNumber()} {f.HasMethod()} {f.HasSource()}");
    Console.WriteLine(Strip(t.ToString())); Console.WriteLine(new StackTrace(e).GetFrame(0).GetFileName() == null); Console.WriteLine(new StackTrace(e, 1, true).GetFrame(0).GetMethod().Name); Console.WriteLine(t.GetFrame(99) == null); Console.WriteLine(e.TargetSite.Name + " " + e.TargetSite.DeclaringType.FullName + " " + e.Source);
    Console.WriteLine(new StackTrace(new Exception()).FrameCount + " " + new StackTrace(new Exception()).GetFrames().Length); Console.WriteLine(Strip(new StackTrace(e.InnerException).ToString())); var d = DiagnosticMethodInfo.Create(t.GetFrame(0)); Console.WriteLine(d.Name + " " + d.DeclaringTypeName + " " + d.DeclaringAssemblyName.Split(',')[0]);
}
var gen = new Gen<int>(); Console.WriteLine(gen.Who<string>()); A.Log("logged"); Console.WriteLine(A.Caller());
static class A
{
    [MethodImpl(MethodImplOptions.NoInlining)] public static void One() { Two(); Console.Write(""); }
    [MethodImpl(MethodImplOptions.NoInlining)] static void Two()
    {
        var t = new StackTrace(true);
        Console.WriteLine(string.Join(" < ", t.GetFrames().Take(2).Select(f => f.GetMethod().Name + ":" + f.GetFileLineNumber()))); Console.WriteLine(new StackTrace(1).GetFrame(0).GetMethod().Name); Console.WriteLine(new StackFrame().GetMethod().Name + " " + new StackFrame(1).GetMethod().Name + " " + new StackFrame(1, true).GetFileLineNumber()); Console.WriteLine(Environment.StackTrace.Split('\n').Count(l => l.Contains("A.")) + " " + Environment.StackTrace.Split('\n')[0].Contains("get_StackTrace")); Console.WriteLine(new StackFrame("file.cs", 12).GetFileName() + new StackFrame("file.cs", 12, 3).GetFileColumnNumber());
    }
    [MethodImpl(MethodImplOptions.NoInlining)] public static void Throw(int n) { if (n == 0) try { Inner(); } catch (Exception e) { throw new Exception("outer", e); } else { Throw(n - 1); Console.Write(""); } }
    [MethodImpl(MethodImplOptions.NoInlining)] static void Inner() => throw new FormatException();
    public static void Log(string m, [CallerMemberName] string member = "", [CallerFilePath] string file = "", [CallerLineNumber] int line = 0, [CallerArgumentExpression(nameof(m))] string ex = "") => Console.WriteLine($"{m} {member} {Path.GetFileName(file)} {line} {ex}");
    [MethodImpl(MethodImplOptions.NoInlining)] public static string Caller() => Helper();
    [MethodImpl(MethodImplOptions.NoInlining)] static string Helper() { var s = new StackFrame(1).GetMethod(); Console.Write(""); return s.DeclaringType + "." + s.Name; }
}
class Gen<T> { [MethodImpl(MethodImplOptions.NoInlining)] public string Who<U>() { var m = new StackFrame().GetMethod(); return m.Name + " " + m.DeclaringType.Name; } }
