//config: System.GC.HeapHardLimit=67108864
//peak: 120
// The same limit out of runtimeconfig.json.
var all = new List<object>();
try { while (true) all.Add(new int[1000]); }
catch (OutOfMemoryException) { all = new(); Console.WriteLine("caught"); }
Console.WriteLine(new string('x', 5) + all.Count);
