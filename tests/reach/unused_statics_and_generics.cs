//gone: Unused
//gone: Holder`1[System.Int64]
//gone: System.Collections.Generic.Dictionary`2[System.Int64
//kept: Holder`1[System.Int32].Get
// Static constructors, static fields and instantiations that nothing reaches do not exist.
Console.WriteLine(Holder<int>.Get());
Console.WriteLine(Used.Number);

static class Used { public static readonly int Number = 5; public static readonly object UnusedField = UnusedMaker.Make(); static int Other() => UnusedOther.Value; }
static class UnusedMaker { public static object Make() => new Dictionary<long, long>(); }
static class UnusedOther { public static int Value = Start(); static int Start() { Console.WriteLine("side effect"); return 1; } }
static class Holder<T> { public static string Get() => typeof(T).ToString(); public static string Never() => Holder<long>.Get(); }
