// Stack traces as text through rethrow, throw e, ExceptionDispatchInfo, wrapped, async and iterators. Line numbers are compared, too.
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
static string Strip(string s) => s == null ? "null" : string.Join("\n", s.Split('\n').Select(l => { int i = l.IndexOf(" in "); if (i < 0) return l; int j = l.LastIndexOf(":line "); return l[..i] + " @" + l[(j + 6)..]; }));
void Show(string name, Action a) { try { a(); } catch (Exception e) { Console.WriteLine("== " + name); Console.WriteLine(Strip(e.StackTrace)); } }
Show("plain", () => T.A());
Show("rethrow", () => T.Rethrow());
Show("throw e", () => T.ThrowE());
Show("rethrow twice", () => T.RethrowTwice());
Show("edi", () => T.Edi());
Show("edi twice", () => T.EdiTwice());
Show("edi static", () => { try { T.A(); } catch (Exception e) { ExceptionDispatchInfo.Throw(e); } });
Show("in finally", () => T.Finally());
Show("wrapped", () => T.Wrapped());
Show("same object thrown twice", () => { var e = new Exception("x"); try { T.Throw(e); } catch { } T.Throw(e); });
Show("after set remote", () => throw ExceptionDispatchInfo.SetRemoteStackTrace(new Exception("r"), "   at Remote.Frame()"));
var set = ExceptionDispatchInfo.SetCurrentStackTrace(new Exception("never thrown")); Console.WriteLine(set.StackTrace.Contains("Main") || set.StackTrace.Contains("$"));
try { await T.Async(2); } catch (Exception e) { Console.WriteLine("== async"); Console.WriteLine(Strip(e.StackTrace)); }
try { await T.AsyncRethrow(); } catch (Exception e) { Console.WriteLine("== async rethrow"); Console.WriteLine(Strip(e.StackTrace)); }
try { foreach (var x in T.Iter(3)) { } } catch (Exception e) { Console.WriteLine("== iterator"); Console.WriteLine(Strip(e.StackTrace)); }
try { new T.G<string>().M<int[]>(null, out _); } catch (Exception e) { Console.WriteLine("== generic"); Console.WriteLine(Strip(e.StackTrace)); }
try { T.Wrapped(); } catch (Exception e) { Console.WriteLine("== ToString"); Console.WriteLine(Strip(e.ToString())); }
var ex = new Exception("fresh"); Console.WriteLine(ex.StackTrace == null); Console.WriteLine(ex); Console.WriteLine(ex.TargetSite == null);
static class T
{
    [MethodImpl(MethodImplOptions.NoInlining)] public static void Throw(Exception e)
    {
        throw e;
    }
    [MethodImpl(MethodImplOptions.NoInlining)] public static void A() { B(1); Console.Write(""); }
    [MethodImpl(MethodImplOptions.NoInlining)] static int B(int x) { if (x > 0) throw new Exception("B"); return x; }
    [MethodImpl(MethodImplOptions.NoInlining)] public static void Rethrow() { try { A(); } catch { Console.Write(""); throw; } }
    [MethodImpl(MethodImplOptions.NoInlining)] public static void ThrowE()
    {
        try { A(); }
        catch (Exception e)
        {
            throw e;
        }
    }
    [MethodImpl(MethodImplOptions.NoInlining)] public static void RethrowTwice()
    {
        try
        {
            try { A(); }
            catch
            {
                throw;
            }
        }
        catch
        {
            throw;
        }
    }
    [MethodImpl(MethodImplOptions.NoInlining)] static ExceptionDispatchInfo Capture() { try { A(); return null; } catch (Exception e) { return ExceptionDispatchInfo.Capture(e); } }
    [MethodImpl(MethodImplOptions.NoInlining)] public static void Edi()
    {
        var i = Capture();
        i.Throw();
    }
    [MethodImpl(MethodImplOptions.NoInlining)] public static void EdiTwice()
    {
        var i = Capture();
        try { i.Throw(); } catch { }
        i.Throw();
    }
    [MethodImpl(MethodImplOptions.NoInlining)] public static void Finally() { try { throw new Exception("a"); } finally { A(); } }
    [MethodImpl(MethodImplOptions.NoInlining)] public static void Wrapped() { try { A(); } catch (Exception e) { throw new InvalidOperationException("wrap", e); } }
    public static async Task Async(int n) { if (n == 0) { await Task.Yield(); throw new Exception("async"); } await Async(n - 1); }
    public static async Task<int> AsyncRethrow() { try { await Async(1); return 1; } catch (Exception) { await Task.Delay(1); throw; } }
    public static IEnumerable<int> Iter(int n) { for (int i = 0; ; i++) { if (i == n) throw new Exception("iter"); yield return i; } }
    public class G<X> { [MethodImpl(MethodImplOptions.NoInlining)] public void M<Y>(Dictionary<X, List<Y>> d, out X x) { x = default; Console.Write(""); throw new Exception("g"); } }
}
