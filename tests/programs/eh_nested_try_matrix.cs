// All combinations of (where it throws) x (what the inner clause does) x (what finally does), as a table of traces.
using System.Text;
foreach (var where in Enum.GetValues<Where>()) foreach (var inner in Enum.GetValues<Inner>()) foreach (var fin in Enum.GetValues<Fin>())
{
    var log = new StringBuilder(); string result;
    try { result = "returned " + Run(where, inner, fin, log); } catch (A e) { result = "A:" + e.Message; } catch (Exception e) { result = e.GetType().Name + ":" + e.Message; }
    Console.WriteLine($"{where,-8}{inner,-9}{fin,-7} {log} => {result}");
}
static int Run(Where where, Inner inner, Fin fin, StringBuilder log)
{
    int n = 0;
again:
    try
    {
        try
        {
            try { log.Append('t'); if (where == Where.Try) throw new A("try"); n += 1; }
            catch (A e) when (inner == Inner.Filter || Note(log, where == Where.Filter ? throw new B("filter") : false))
            { log.Append('f'); if (where == Where.Catch) throw new A("catch"); n += 10; }
            catch (A e) when (inner != Inner.None)
            {
                log.Append('c'); if (where == Where.Catch) throw new A("catch");
                switch (inner) { case Inner.Rethrow: throw; case Inner.Wrap: throw new B("wrap", e); case Inner.Return: return 100 + n; case Inner.Retry when n < 5: n = 5; where = Where.Nowhere; goto again; }
                n += 20;
            }
            finally { log.Append('F'); if (where == Where.Finally) throw new A("finally"); if (fin == Fin.Throw) throw new B("fin"); if (fin == Fin.Swallow) try { throw new A("x"); } catch { log.Append('s'); } n += 1000; }
            log.Append('e');
        }
        finally { log.Append('O'); n += 10000; }
    }
    catch (B e) when (e.InnerException != null) { log.Append('W'); n += 7; }
    return n;
}
static bool Note(StringBuilder b, bool r) { b.Append('n'); return r; }
enum Where { Nowhere, Try, Filter, Catch, Finally } enum Inner { None, Handle, Filter, Rethrow, Wrap, Return, Retry } enum Fin { Nothing, Throw, Swallow }
class A(string m, Exception i = null) : Exception(m, i); class B(string m, Exception i = null) : Exception(m, i);
