int? a = 5, b = null; Console.WriteLine($"{a} {b} {a + b} {a + 1} {a > b} {a == 5} {b == null} {a.HasValue} {b.GetValueOrDefault(7)} {b ?? 9}");
object o = a; Console.WriteLine(o.GetType() + " " + (o is int) + " " + (int)o); object p = b; Console.WriteLine(p == null); Console.WriteLine((int?)o + 1); int? back = (int?)p; Console.WriteLine(back.HasValue);
try { Console.WriteLine(b.Value); } catch (InvalidOperationException e) { Console.WriteLine(e.Message); }
bool? t = true, f = false, n = null; Console.WriteLine($"{t & n} {f & n} {t | n} {f | n} {!n}"); 
S? s = new S { V = 3 }; Console.WriteLine(s?.V + " " + s.Value.V + " " + s.Equals(new S { V = 3 })); s = null; Console.WriteLine(s?.V ?? -1); 
int?[] arr = { 1, null, 3 }; Console.WriteLine(arr.Sum() + " " + arr.Count(x => x == null) + " " + arr.Max()); Console.WriteLine(Nullable.Compare<int>(1, null) + " " + b.ToString() + "|" + b.GetHashCode());
DateTime? d = null; Console.WriteLine(d?.Year.ToString() ?? "none"); d ??= new DateTime(2020, 1, 1); Console.WriteLine(d.Value.Year); try { int x = (int)(object)null!; } catch (NullReferenceException e) { Console.WriteLine(e.Message); }
Console.WriteLine(typeof(int?) + " " + Nullable.GetUnderlyingType(typeof(int?)) + " " + default(int?).Equals(null)); Gen<int?>(null); Gen<int?>(4); static void Gen<T>(T v) => Console.WriteLine(v == null ? "null" : v.ToString());
struct S { public int V; }
