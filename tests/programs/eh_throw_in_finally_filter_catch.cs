// Exceptions that replace exceptions: thrown in finally, catch, filter, fault paths and while unwinding; which one survives, and its trace.
using System.Runtime.CompilerServices;
static void Show(string name, Action a)
{
    try { a(); Console.WriteLine(name + ": nothing"); }
    catch (Exception e) { Console.WriteLine($"{name}: {e.GetType().Name} {e.Message}" + (e.InnerException is { } i ? $" <- {i.Message}" : "")); }
}
Show("finally replaces", () => { try { throw new Exception("one"); } finally { throw new Exception("two"); } });
Show("catch replaces", () => { try { throw new Exception("one"); } catch { throw new Exception("two"); } });
Show("catch wraps", () => { try { throw new Exception("one"); } catch (Exception e) { throw new InvalidOperationException("two", e); } });
Show("finally after catch replaces", () => { try { try { throw new Exception("one"); } catch (Exception) { throw new Exception("two"); } finally { throw new Exception("three"); } } finally { Console.WriteLine("outer finally"); } });
Show("nested finally chain", () => { try { try { try { throw new Exception("1"); } finally { throw new Exception("2"); } } finally { throw new Exception("3"); } } finally { throw new Exception("4"); } });
Show("caught inside finally", () => { try { throw new Exception("kept"); } finally { try { throw new Exception("gone"); } catch (Exception e) { Console.WriteLine("swallowed " + e.Message); } } });
Show("finally loops", () => { for (int i = 0; ; i++) { try { if (i < 3) continue; break; } finally { Console.WriteLine("loop finally " + i); if (i == 2) try { throw new Exception("x"); } catch { } } } });
Show("filter throws", () => { try { throw new Exception("first"); } catch (Exception) when (Throw("filter")) { Console.WriteLine("never"); } });
Show("filter throws null ref", () => { string s = null; try { throw new Exception("first"); } catch (Exception) when (s.Length > 0) { Console.WriteLine("never"); } });
Show("filter catches inside", () => { try { throw new Exception("first"); } catch (Exception e) when (Nested(e)) { Console.WriteLine("entered " + e.Message); throw; } });
Show("filter then next clause", () => { try { throw new ArgumentException("arg"); } catch (ArgumentException) when (Throw("a")) { } catch (Exception e) when (e.Message == "arg") { Console.WriteLine("second clause"); } });
Show("throw null", () => throw null);
Show("throw null variable", () => { Exception e = null; throw e; });
Show("rethrow outer after inner", () => { try { throw new Exception("outer"); } catch (Exception) { try { throw new Exception("inner"); } catch (Exception) { Console.WriteLine("inner caught"); } throw; } });
Show("rethrow inner in outer catch", () => { try { throw new Exception("outer"); } catch (Exception) { try { throw new Exception("inner"); } catch (Exception) { throw; } } });
Show("return in finally's try", () => Console.WriteLine(Ret()));
Show("goto out of nested", () => Goto());
Show("while unwinding", () => { try { Unwind(4); } catch (Exception e) { Console.WriteLine("got " + e.Message); throw; } });
Show("using disposes on throw", () => { using var a = new Res("a"); using var b = new Res("b"); throw new Exception("body"); });
Show("dispose throws", () => { using var a = new Res("a"); using var b = new Res("b", true); throw new Exception("body"); });
Show("dispose throws twice", () => { using var a = new Res("a", true); using var b = new Res("b", true); });
Show("lock released", () => { var o = new object(); try { lock (o) { throw new Exception("in lock"); } } finally { Console.WriteLine("held " + Monitor.IsEntered(o)); } });
Show("foreach disposes", () => { foreach (var x in Seq()) if (x == 2) throw new Exception("in loop"); });
Show("aggregate", () => throw new AggregateException("agg", new Exception("a"), new AggregateException(new Exception("b"), new Exception("c"))));
Show("flatten", () => throw new AggregateException(new Exception("a"), new AggregateException(new Exception("b"), new AggregateException(new Exception("c")))).Flatten());
Show("handle", () => new AggregateException(new ArgumentException("x"), new FormatException("y")).Handle(e => e is FormatException));
var sum = 0; for (int i = 0; i < 1000; i++) { try { try { if (i % 3 == 0) throw new Exception(); if (i % 3 == 1) throw new ArgumentException(); sum += 1; } catch (ArgumentException) { sum += 10; throw; } finally { sum += 100; } } catch (ArgumentException) { sum += 1000; } catch (Exception) when (i % 2 == 0) { sum += 10000; } catch { sum += 100000; } }
Console.WriteLine(sum);
static bool Throw(string s) => throw new InvalidOperationException(s);
static bool Nested(Exception e) { try { throw new Exception("nested in filter of " + e.Message); } catch (Exception x) when (x.Message.Length > 3) { Console.WriteLine(x.Message); return true; } finally { Console.WriteLine("filter finally"); } }
static int Ret() { int n = 1; try { try { return n; } finally { n = 2; } } finally { n = 3; Console.WriteLine("n " + n); } }
static void Goto() { int n = 0; again: try { try { n++; if (n < 3) goto again; } finally { Console.WriteLine("inner " + n); } } finally { Console.WriteLine("outer " + n); } Console.WriteLine("end " + n); }
static void Unwind(int n) { try { if (n == 0) throw new Exception("bottom"); Unwind(n - 1); } finally { if (n == 2) { try { Unwind2(2); } catch (Exception e) { Console.WriteLine($"at {n}: {e.Message}"); } } if (n == 3) throw new Exception("replaced at 3"); } }
static void Unwind2(int n) { try { if (n == 0) throw new Exception("second bottom"); Unwind2(n - 1); } finally { Console.WriteLine("second finally " + n); } }
static IEnumerable<int> Seq() { try { yield return 1; yield return 2; yield return 3; } finally { Console.WriteLine("seq disposed"); } }
class Res(string name, bool bad = false) : IDisposable { public void Dispose() { Console.WriteLine("dispose " + name); if (bad) throw new Exception("dispose " + name); } }
