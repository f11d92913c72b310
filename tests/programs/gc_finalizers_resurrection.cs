// Finalizers: resurrection, ReRegisterForFinalize, SuppressFinalize, order of weak references, critical and inherited finalizers, constructors that throw.
using System.Runtime.CompilerServices;
[MethodImpl(MethodImplOptions.NoInlining)] static void On(Action a) { var t = new Thread(() => a()); t.Start(); t.Join(); }
static void Collect() { for (int i = 0; i < 2; i++) { GC.Collect(); GC.WaitForPendingFinalizers(); } }
On(() => new Phoenix());
Collect();
Console.WriteLine(Phoenix.Saved != null ? "saved " + Phoenix.Saved.Lives + " " + Phoenix.Saved.Inner.Length : "lost");
On(() => Phoenix.Saved = null);
Collect();
Console.WriteLine("not finalized twice " + Phoenix.Runs);
On(() => new Again());
for (int i = 0; i < 4; i++) Collect();
Console.WriteLine("again " + Again.Runs);
On(() => { var s = new Counted(); GC.SuppressFinalize(s); GC.SuppressFinalize(s); });
Collect(); Console.WriteLine("suppressed " + Counted.Runs);
On(() => { var s = new Counted(); GC.SuppressFinalize(s); GC.ReRegisterForFinalize(s); });
Collect(); Console.WriteLine("suppressed and registered " + Counted.Runs);
On(() => { var s = new Counted(); GC.ReRegisterForFinalize(s); });
Collect(); Console.WriteLine("registered twice " + Counted.Runs);
On(() => { try { new Throws(true); } catch (Exception) { } });
Collect(); Console.WriteLine("constructor threw " + Throws.Runs);
On(() => new Derived());
Collect(); Console.WriteLine(Derived.Log);
WeakReference shortRef = null!, longRef = null!; WeakReference<Phoenix> generic = null!;
On(() => { var p = new Phoenix(); shortRef = new WeakReference(p); longRef = new WeakReference(p, true); generic = new WeakReference<Phoenix>(p, true); });
Collect();
Console.WriteLine($"short {shortRef.IsAlive} long {longRef.IsAlive} {longRef.Target == Phoenix.Saved} {generic.TryGetTarget(out _)} {longRef.TrackResurrection}");
On(() => Phoenix.Saved = null);
Collect(); Console.WriteLine($"long {longRef.IsAlive} {generic.TryGetTarget(out _)}");
// A graph of dead objects: all are finalized, each sees the others intact.
On(() => { Ring? first = null, last = null; for (int i = 0; i < 50; i++) { last = new Ring { Next = last, Id = i }; first ??= last; } first!.Next = last; });
Collect(); Console.WriteLine("ring " + Ring.Runs + " " + Ring.Broken);
// Finalizers that allocate, lock and wait.
On(() => { for (int i = 0; i < 100; i++) new Busy(); });
Collect(); Console.WriteLine("busy " + Busy.Total);
// On which thread.
On(() => new Where());
Collect(); Console.WriteLine(Where.Seen + " " + (Where.Id != Environment.CurrentManagedThreadId));
On(() => { for (int i = 0; i < 20; i++) new Where(); }); Collect(); Console.WriteLine(Where.Ids.Distinct().Count());
On(() => { using var d = new Disposing(); }); On(() => new Disposing()); Collect(); Console.WriteLine("disposing " + Disposing.Log);
try { GC.SuppressFinalize(null!); } catch (ArgumentNullException e) { Console.WriteLine(e.ParamName); }
try { GC.ReRegisterForFinalize(null!); } catch (ArgumentNullException e) { Console.WriteLine(e.ParamName); }
GC.SuppressFinalize(new object()); GC.ReRegisterForFinalize("no finalizer"); GC.SuppressFinalize("literal");
Keep.Me = new AtExit();
Console.WriteLine("finalizers do not run at exit");

class Phoenix { public static Phoenix? Saved; public static int Runs; public int Lives = 1; public byte[] Inner = new byte[100]; ~Phoenix() { Runs++; Lives++; Saved = this; } }
class Again { public static int Runs; ~Again() { if (++Runs < 3) GC.ReRegisterForFinalize(this); } }
class Counted { public static int Runs; ~Counted() => Runs++; }
class Throws { public static int Runs; public Throws(bool t) { if (t) throw new Exception(); } ~Throws() => Runs++; }
class Base { ~Base() => Derived.Log += "base"; }
class Middle : Base { }
class Derived : Middle { public static string Log = ""; ~Derived() => Log += "derived "; }
class Ring { public static int Runs, Broken; public Ring? Next; public int Id; ~Ring() { Runs++; if (Next == null || Next.Id < 0) Broken++; } }
class Busy { public static int Total; static readonly object Gate = new(); ~Busy() { var l = new List<string>(); for (int i = 0; i < 20; i++) l.Add(new string('b', i)); lock (Gate) Total += l.Count; } }
class Where { public static string? Seen; public static int Id; public static List<int> Ids = []; ~Where() { var t = Thread.CurrentThread; Seen = $"{t.IsBackground} {t.IsThreadPoolThread} {t.Name ?? "no name"} {t.ThreadState} {t.Priority}"; Id = t.ManagedThreadId; Ids.Add(Id); } }
class Disposing : IDisposable { public static string Log = ""; public void Dispose() { Log += "dispose "; GC.SuppressFinalize(this); } ~Disposing() => Log += "finalize "; }
class AtExit { ~AtExit() => Console.WriteLine("must not run"); }
static class Keep { public static object? Me; }
