// Interlocked over every size, with sums from several threads; Volatile; wrap-around; results of failing exchanges.
//timeout: 300
//stress: 200
const int N = 4, Rounds = 5000;
void All(Action<int> body) { var ts = Enumerable.Range(0, N).Select(i => new Thread(() => { for (int k = 0; k < Rounds; k++) body(i); })).ToArray(); foreach (var t in ts) t.Start(); foreach (var t in ts) t.Join(); }
int i32 = 0; long i64 = 0; uint u32 = 0; ulong u64 = 0; byte u8 = 0; sbyte s8 = 0; short s16 = 0; ushort u16 = 0; nint ni = 0; nuint nu = 0; float f = 0; double d = 0; object? o = null; string? s = null;
All(n => { Interlocked.Increment(ref i32); Interlocked.Add(ref i64, n); Interlocked.Decrement(ref u32); Interlocked.Add(ref u64, 3); });
Console.WriteLine($"{i32} {i64} {u32} {u64}");
All(n => { byte seen; do seen = Volatile.Read(ref u8); while (Interlocked.CompareExchange(ref u8, (byte)(seen + 3), seen) != seen); });
All(n => { short seen; do seen = Volatile.Read(ref s16); while (Interlocked.CompareExchange(ref s16, (short)(seen + 7), seen) != seen); });
All(n => { ushort seen; do seen = Volatile.Read(ref u16); while (Interlocked.CompareExchange(ref u16, (ushort)(seen - 1), seen) != seen); });
All(n => { sbyte seen; do seen = Volatile.Read(ref s8); while (Interlocked.CompareExchange(ref s8, (sbyte)(seen - 5), seen) != seen); });
All(n => { double seen; do seen = Volatile.Read(ref d); while (Interlocked.CompareExchange(ref d, seen + 0.5, seen) != seen); });
All(n => { float seen; do seen = Volatile.Read(ref f); while (Interlocked.CompareExchange(ref f, seen + 1, seen) != seen); });
All(n => { nint seen; do seen = Volatile.Read(ref ni); while (Interlocked.CompareExchange(ref ni, seen + 2, seen) != seen); });
Console.WriteLine($"{u8} {s16} {u16} {s8} {d} {f} {ni}");
var neighbours = new byte[8]; Parallel.For(0, 8, k => { for (int r = 0; r < 1001; r++) { byte was; do was = neighbours[k]; while (Interlocked.CompareExchange(ref neighbours[k], (byte)(was + k), was) != was); } });
Console.WriteLine(string.Join(",", neighbours));
Console.WriteLine($"{Interlocked.Exchange(ref u8, 200)} {u8} {Interlocked.Exchange(ref s16, -1)} {s16} {Interlocked.Exchange(ref u64, ulong.MaxValue)} {u64} {Interlocked.Exchange(ref d, double.NaN)} {d} {Interlocked.Exchange(ref nu, 5)} {nu}");
Console.WriteLine($"{Interlocked.CompareExchange(ref d, 1, double.NaN)} {d} {Interlocked.CompareExchange(ref i32, 1, 2)} {i32}");
i32 = int.MaxValue; i64 = long.MinValue; u32 = uint.MaxValue;
Console.WriteLine($"{Interlocked.Increment(ref i32)} {Interlocked.Decrement(ref i64)} {Interlocked.Increment(ref u32)} {Interlocked.Add(ref u32, uint.MaxValue)}");
int bits = 0; uint ubits = 0xff; long lbits = -1; ulong ulbits = 0;
All(n => Interlocked.Or(ref bits, 1 << n)); Console.WriteLine(bits);
Console.WriteLine($"{Interlocked.And(ref bits, 6)} {bits} {Interlocked.Or(ref ubits, 0x100)} {ubits} {Interlocked.And(ref lbits, 0xf0f0f0f0f0)} {lbits} {Interlocked.Or(ref ulbits, 1ul << 63)} {ulbits} {Interlocked.Read(ref i64)} {Interlocked.Read(ref ulbits)}");
DayOfWeek day = DayOfWeek.Monday; bool flag = false; char c = 'a'; Small e = Small.A;
Console.WriteLine($"{Interlocked.Exchange(ref day, DayOfWeek.Friday)} {day} {Interlocked.CompareExchange(ref day, DayOfWeek.Sunday, DayOfWeek.Friday)} {day} {Interlocked.Exchange(ref flag, true)} {flag} {Interlocked.CompareExchange(ref c, 'b', 'a')} {c} {Interlocked.Exchange(ref e, Small.B)} {e}");
Console.WriteLine($"{Interlocked.Exchange(ref o, "first") ?? "null"} {Interlocked.CompareExchange(ref o, "second", null)} {o} {Interlocked.Exchange(ref s, "x") ?? "null"} {Interlocked.CompareExchange(ref s, "y", s)} {s}");
var list = new List<int>(); List<int>? target = null; Console.WriteLine(Interlocked.CompareExchange(ref target, list, null) == null && target == list);
Node? head = null; All(n => { var node = new Node { Value = n }; do node.Next = Volatile.Read(ref head); while (Interlocked.CompareExchange(ref head, node, node.Next) != node.Next); });
int count = 0; long sum = 0; for (var x = head; x != null; x = x.Next) { count++; sum += x.Value; } Console.WriteLine(count + " " + sum);
try { Interlocked.Exchange(ref System.Runtime.CompilerServices.Unsafe.NullRef<int>(), 1); } catch (NullReferenceException) { Console.WriteLine("null ref"); }
try { Guid g = default; Interlocked.Exchange(ref g, default); } catch (NotSupportedException x) { Console.WriteLine(x.Message); }
// Message passing and Dekker's idiom.
int data = 0, go = 0, bad = 0; var reader = new Thread(() => { for (int k = 1; k <= 300; k++) { while (Volatile.Read(ref go) != k) Thread.Yield(); if (data != k) bad++; Volatile.Write(ref go, -k); } });
reader.Start(); for (int k = 1; k <= 300; k++) { data = k; Volatile.Write(ref go, k); while (Volatile.Read(ref go) != -k) Thread.Yield(); }
reader.Join(); Console.WriteLine(bad);
Interlocked.MemoryBarrier(); Interlocked.MemoryBarrierProcessWide(); Thread.MemoryBarrier(); Console.WriteLine(Volatile.Read(ref o));
enum Small : byte { A = 1, B = 2, C = 6 }
class Node { public Node? Next; public int Value; }
