//env: DOTNET_GCHeapHardLimit=0x4000000
//peak: 120
// Nobody catches it: the text on standard error and exit code 134.
Console.WriteLine("start");
var all = new List<object>();
while (true) all.Add(new int[1000]);
