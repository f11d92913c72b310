// AppDomain.FirstChanceException, UnhandledException and ProcessExit events; order of handlers; the process ends with 134.
using System.Runtime.CompilerServices;
int depth = 0;
AppDomain.CurrentDomain.FirstChanceException += (s, a) => { if (depth++ == 0) Console.WriteLine($"first chance {a.Exception.GetType().Name} {a.Exception.Message}"); depth--; };
AppDomain.CurrentDomain.UnhandledException += (s, a) => Console.WriteLine($"unhandled 1 {((Exception)a.ExceptionObject).Message} {a.IsTerminating} {s == AppDomain.CurrentDomain} {s?.GetType().Name}");
AppDomain.CurrentDomain.UnhandledException += (s, a) => Console.WriteLine($"unhandled 2 {a.ExceptionObject.GetType()}");
AppDomain.CurrentDomain.ProcessExit += (s, a) => Console.WriteLine("process exit never comes");
try { throw new Exception("caught"); } catch { Console.WriteLine("handler"); }
try { try { throw new ArgumentException("rethrown"); } catch { throw; } } catch { Console.WriteLine("handler 2"); }
try { object o = null; o.ToString(); } catch (NullReferenceException) { Console.WriteLine("handler 3"); }
try { int z = 0; Console.WriteLine(1 / z); } catch (DivideByZeroException) { Console.WriteLine("handler 4"); }
try { Console.WriteLine((string)(object)1); } catch (InvalidCastException) { Console.WriteLine("handler 5"); }
try { Task.Run(() => throw new Exception("in task")).Wait(); } catch (AggregateException) { Console.WriteLine("handler 6"); }
try { try { throw new Exception("a"); } finally { Console.WriteLine("finally"); } } catch when (F()) { Console.WriteLine("handler 7"); }
try { Bad.M(); } catch (TypeInitializationException e) { Console.WriteLine(e.Message); }
try { Last(); } finally { Console.WriteLine("finally does not run before the report"); }
bool F() { Console.WriteLine("filter"); return true; }
[MethodImpl(MethodImplOptions.NoInlining)] static void Last() => throw new Exception("last", new FormatException("inner"));
static class Bad { static int x = int.Parse("bad"); [MethodImpl(MethodImplOptions.NoInlining)] public static void M() => Console.WriteLine(x); }
