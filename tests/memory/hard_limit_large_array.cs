//env: DOTNET_GCHeapHardLimit=0x6000000
//peak: 130
// One array above the limit fails, an array below it is fine, also many times.
try { var big = new byte[200_000_000]; Console.WriteLine(big.Length); }
catch (OutOfMemoryException e) { Console.WriteLine(e.GetType()); }
long sum = 0;
for (int i = 0; i < 100; i++) { var some = new long[5_000_000]; some[i] = i; sum += some[i]; }
Console.WriteLine(sum);
try { var list = new List<byte[]>(); while (true) list.Add(new byte[1_000_000]); }
catch (OutOfMemoryException) { Console.WriteLine("list full"); }
Console.WriteLine(string.Join(',', Enumerable.Range(0, 5)));
