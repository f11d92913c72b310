// Thread statics of every kind, [ThreadStatic] with initialisers, ThreadLocal with values, LocalDataStoreSlot, under collections.
using System.Runtime.CompilerServices;
var lines = new string[6];
S.Initialised++;   // the initialiser runs on this thread only
for (int round = 0; round < 2; round++)
{
    var ts = new Thread[6];
    for (int i = 0; i < ts.Length; i++)
    {
        int n = i;
        ts[i] = new Thread(() =>
        {
            S.Number = n; S.Text = "t" + n; S.Pair = (n, "p" + n); S.List ??= []; S.Generic = new Dictionary<int, string> { [n] = "g" };
            G<int>.Value = n; G<string>.Value = "gs" + n; G<long?>.Value = n;
            for (int k = 0; k < 50; k++) { S.List.Add(new string('x', k)); if (k % 25 == 0) GC.Collect(0); }
            GC.Collect();
            lines[n] = $"{S.Number} {S.Text} {S.Pair} {S.List.Count} {S.List[40].Length} {S.Generic[n]} {S.Initialised} {S.Big.C} {G<int>.Value} {G<string>.Value} {G<long?>.Value} {G<DateTime>.Value.Ticks}";
        });
    }
    foreach (var t in ts) t.Start();
    foreach (var t in ts) t.Join();
    foreach (var l in lines) Console.WriteLine(l);
}
Console.WriteLine($"{S.Number} {S.Text ?? "null"} {S.Pair} {S.Initialised} {S.List == null}");
ref int r = ref S.Number;
r = 77; GC.Collect();
Console.WriteLine(S.Number);
S.Initialised++;
var o = new Thread(() => Console.WriteLine("other " + S.Initialised + " " + S.Number)); o.Start(); o.Join();

int made = 0;
var local = new ThreadLocal<string>(() => "v" + Interlocked.Increment(ref made), trackAllValues: true);
Console.WriteLine(local.IsValueCreated + " " + local.Value + " " + local.IsValueCreated + " " + local.Value);
for (int i = 0; i < 5; i++) { var t = new Thread(() => { _ = local.Value; }); t.Start(); t.Join(); }
Console.WriteLine(string.Join(",", local.Values.OrderBy(v => v)) + " " + local);
local.Value = "set";
Console.WriteLine(local.Values.Contains("set") + " " + local.Values.Count);
var plain = new ThreadLocal<(int, string)>(() => (5, "s"));
Console.WriteLine(plain.Value);
try { _ = plain.Values; } catch (InvalidOperationException e) { Console.WriteLine(e.Message); }
local.Dispose();
try { _ = local.Value; } catch (ObjectDisposedException e) { Console.WriteLine(e.ObjectName.Length > 0); }
var throwing = new ThreadLocal<int>(() => throw new FormatException("once"));
for (int i = 0; i < 2; i++) try { _ = throwing.Value; } catch (FormatException e) { Console.WriteLine(e.Message + throwing.IsValueCreated); }

var slot = Thread.AllocateDataSlot();
Thread.SetData(slot, "main");
var named = Thread.GetNamedDataSlot("name");
Thread.SetData(named, 12);
var t3 = new Thread(() => { Console.WriteLine((Thread.GetData(slot) ?? "null") + " " + (Thread.GetData(Thread.GetNamedDataSlot("name")) ?? "null")); Thread.SetData(slot, 1); });
t3.Start(); t3.Join();
Console.WriteLine(Thread.GetData(slot) + " " + Thread.GetData(named));
Thread.FreeNamedDataSlot("name");
Console.WriteLine(Thread.GetData(Thread.GetNamedDataSlot("name")) ?? "freed");
try { Thread.AllocateNamedDataSlot("a"); Thread.AllocateNamedDataSlot("a"); } catch (ArgumentException e) { Console.WriteLine(e.GetType().Name); }

static class S
{
    [ThreadStatic] public static int Number;
    [ThreadStatic] public static string? Text;
    [ThreadStatic] public static (int, string) Pair;
    [ThreadStatic] public static List<string>? List;
    [ThreadStatic] public static Dictionary<int, string>? Generic;
    [ThreadStatic] public static int Initialised = 5;
    [ThreadStatic] public static Large Big;
}
struct Large { public decimal A, B; public int C; public object O; }
static class G<T> { [ThreadStatic] public static T? Value; }
