int x = int.MaxValue; 
try { checked { x++; } Console.WriteLine("no"); } catch (OverflowException e) { Console.WriteLine(e.Message); }
try { checked { Console.WriteLine((byte)(x & 0x1ff)); } } catch (OverflowException e) { Console.WriteLine(e.GetType().Name); }
try { checked { long l = long.MinValue; l = -l; Console.WriteLine(l); } } catch (OverflowException) { Console.WriteLine("neg"); }
try { checked { ulong u = 0; u--; } } catch (OverflowException) { Console.WriteLine("u--"); }
try { checked { int a = 50000; Console.WriteLine(a * a); } } catch (OverflowException) { Console.WriteLine("mul"); }
try { checked { uint a = 70000; Console.WriteLine(a * a); } } catch (OverflowException) { Console.WriteLine("umul"); }
try { checked { long a = 5000000000; Console.WriteLine(a * a); } } catch (OverflowException) { Console.WriteLine("lmul"); }
foreach (double d in new[] { 1.5, -1.5, 300, -1, 1e10, double.NaN, double.PositiveInfinity, -129.9, 127.9 })
{
    try { checked { Console.Write((sbyte)d + " "); } } catch (OverflowException) { Console.Write("ovf "); }
    try { checked { Console.Write((uint)d + " "); } } catch (OverflowException) { Console.Write("ovf "); }
    try { checked { Console.Write((long)d + " "); } } catch (OverflowException) { Console.Write("ovf "); }
    try { checked { Console.Write((ulong)d + " "); } } catch (OverflowException) { Console.Write("ovf "); }
    Console.WriteLine();
}
unchecked { Console.WriteLine(int.MaxValue + 1); Console.WriteLine((byte)300); Console.WriteLine((sbyte)200); Console.WriteLine((short)70000); Console.WriteLine(-int.MinValue); }
