// Collection expressions for every target, spreads of every source with the order of evaluation, own builders, params collections and their overloads.
using System.Collections; using System.Collections.Concurrent; using System.Collections.Immutable; using System.Collections.ObjectModel; using System.Runtime.CompilerServices;
static class P
{
    static string S<T>(IEnumerable<T> e) => "[" + string.Join(",", e) + "]";
    static string log = ""; static int L(int i) { log += i; return i; }
    static IEnumerable<int> Lazy(int from, int n) { log += "("; for (int i = 0; i < n; i++) { yield return from + i; } log += ")"; }
    static string Params(params int[] a) => "array" + a.Length; static string Params(params ReadOnlySpan<int> a) => "span" + a.Length; static string Params(params IEnumerable<string> a) => "strings" + a.Count();
    static string Par2(params List<int> a) => "list " + S(a); static string Par3<T>(params IReadOnlyCollection<T> a) => $"{typeof(T).Name} {a.Count} {a.GetType().Name.Length > 0}"; static string Par4(params HashSet<int> s) => "set " + s.Count; static string Par5(string head, params Span<string> rest) { rest.Sort(); return head + ":" + string.Join("", rest.ToArray()); }
    static string Pick(Span<int> s) => "Span"; static string Pick(ReadOnlySpan<int> s) => "ROS"; static string Pick(int[] s) => "array"; static string Pick(IEnumerable<int> s) => "enumerable";
    static string Elem(List<int> a) => "ints"; static string Elem(List<long> a) => "longs"; static T[] Make<T>(T[] a) => a; static List<T> Gen<T>(T x, T y) => [x, .. Make([y, x]), y];
    static void Main()
    {
        int[] a = [1, 2, 3]; List<int> l = [.. a, 4, .. Lazy(5, 2)]; Span<int> sp = [.. l, .. a]; ReadOnlySpan<string> ro = ["x", "y", .. new[] { "z" }]; HashSet<int> h = [1, 1, .. a, .. l]; SortedSet<string> ss = ["b", "a", "b"]; LinkedListish ll = ["p", "q"];
        Console.WriteLine($"{S(a)} {S(l)} {sp.Length} {ro.Length}{ro[2]} {h.Count} {S(ss)} {ll}");
        IEnumerable<int> e = [1, .. a]; IReadOnlyList<int> rl = [5, 6]; ICollection<int> c = [7]; IList<int> il = [8, 9]; c.Add(1); il.Add(10); Console.WriteLine($"{S(e)} {S(rl)} {S(c)} {S(il)} {e is int[]} {e is IList<int> { IsReadOnly: true }} {il.GetType() == typeof(List<int>)}");
        try { ((IList<int>)rl)[0] = 1; } catch (NotSupportedException) { Console.WriteLine("read-only"); } Console.WriteLine($"{rl.Count} {rl[1]} {((IList)rl).Contains(6)} {((IList<int>)rl).IndexOf(6)}");
        ImmutableArray<int> ia = [3, .. a]; ImmutableList<string> ims = ["i", .. ss]; ImmutableHashSet<int> ih = [1, 2, 2]; ImmutableStack<int> ist = [1, 2, 3]; ImmutableQueue<int> iq = [.. ist]; ImmutableSortedSet<int> iss = [3, 1, 2]; ConcurrentBag<int> bag = [1]; Collection<int> col = [1, 2]; ObservableCollection<int> oc = [.. col]; ReadOnlyCollection<int> roc = [4, 5]; Stack<int> none = new([1, 2]); Queue<int> q = new([.. none]);
        Console.WriteLine($"{S(ia)} {S(ims)} {ih.Count} {S(ist)} {S(iq)} {S(iss)} {bag.Count} {S(col)} {S(oc)} {S(roc)} {S(q)}");
        log = ""; int[] order = [L(1), .. Lazy(L(2), L(3)), L(4), .. (int[])[L(5), L(6)], L(7)]; Console.WriteLine(log + " " + S(order));
        int[][] jag = [[1], [], [.. a, .. a]]; List<List<string>> nest = [[], ["a"], ["b", "c"]]; (int, int[])[] tup = [(1, [2]), (3, [])]; Console.WriteLine(string.Join(" ", jag.Select(S)) + string.Join(" ", nest.Select(S)) + tup[0].Item2[0]);
        Console.WriteLine($"{Params((int[])[])} {Params(1)} {Params(1, 2, 3)} {Params(a)} {Params("s")} {Params([1, 2])} {Par2(1, 2)} {Par2()} {Par3("a", "b")} {Par3<object>(1, "b", 2.0)} {Par4(1, 1, 2)} {Par5("h", "b", "c", "a")}");
        Console.WriteLine($"{Pick([1, 2])} {Pick(a)} {Elem([1, 2])} {S(Gen("a", "b"))} {S(Gen(1, 2))}");
        MyList<int> own = [1, .. a, 5]; Console.WriteLine(own + " " + MyList.Calls); MyList<string> own0 = []; Console.WriteLine(own0); Bag b = [1, "two", 3.5, null]; Console.WriteLine(b.Text);
        Buffer4 buf = default; buf[0] = 9; buf[3] = 6; Span<int> bs = buf; Console.WriteLine(S(bs.ToArray())); bool flag = l.Count > 3; int?[] maybe = [1, null, flag ? 3 : null]; Console.WriteLine(S(maybe)); IEnumerable<object> objs = [1, "a", .. a.Cast<object>(), 'c']; Console.WriteLine(S(objs));
        Func<int[]> fn = () => [1, 2]; Console.WriteLine(S(fn())); int[] cond = flag ? [1, 2] : []; Console.WriteLine(S(cond)); foreach (int x in (ReadOnlySpan<int>)[4, 5, .. cond]) Console.Write(x); Console.WriteLine(); Dictionary<string, int[]> d = new() { ["a"] = [1], ["b"] = [.. a] }; Console.WriteLine(string.Join(";", d.Select(p => p.Key + S(p.Value))));
        Span<char> chars = ['a', .. "bcd", 'e']; Console.WriteLine(new string(chars)); ReadOnlySpan<byte> data = [1, 2, 255]; Console.WriteLine(data[^1] + data.IndexOf((byte)2)); char[] fromString = [.. "text".Reverse()]; Console.WriteLine(fromString); Base[] poly = [new D1(), new D2()]; Console.WriteLine(string.Join<Base>(",", poly)); long[] widened = [1, 'a', (byte)2]; Console.WriteLine(widened.Sum()); double?[] dn = [1, 2.5f, null]; Console.WriteLine(dn.Sum());
        try { List<int> bad = [.. Throwing()]; } catch (InvalidOperationException x) { Console.WriteLine(x.Message); } int[] nulls = null!; try { int[] n2 = [1, .. nulls]; } catch (NullReferenceException) { Console.WriteLine("null spread"); } catch (ArgumentNullException) { Console.WriteLine("null argument"); }
        List<int> self = [1, 2]; self = [.. self, .. self, .. self]; Console.WriteLine(S(self)); Console.WriteLine(string.Join("|", (List<string>)[.. from x in a where x > 1 select x + "!"]));
    }
    static IEnumerable<int> Throwing() { yield return 1; throw new InvalidOperationException("in spread"); }
}
class LinkedListish : IEnumerable<string> { readonly LinkedList<string> l = new(); public void Add(string s) => l.AddFirst(s); public IEnumerator<string> GetEnumerator() => l.GetEnumerator(); IEnumerator IEnumerable.GetEnumerator() => l.GetEnumerator(); public override string ToString() => string.Join("<", l); }
[CollectionBuilder(typeof(MyList), nameof(MyList.Create))] class MyList<T>(T[] items) : IEnumerable<T> { public IEnumerator<T> GetEnumerator() { foreach (var x in items) yield return x; } IEnumerator IEnumerable.GetEnumerator() => GetEnumerator(); public override string ToString() => $"MyList<{typeof(T).Name}>({string.Join(" ", items)})"; }
static class MyList { public static int Calls; public static MyList<T> Create<T>(ReadOnlySpan<T> s) { Calls++; return new(s.ToArray()); } }
class Bag : IEnumerable { public string Text = ""; public void Add(object? o) => Text += (o ?? "null") + ";"; public IEnumerator GetEnumerator() => Text.GetEnumerator(); }
[InlineArray(4)] struct Buffer4 { int x; } class Base { public override string ToString() => GetType().Name; } class D1 : Base; class D2 : Base;
