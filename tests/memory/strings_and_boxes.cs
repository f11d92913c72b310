//peak: 60
//timeout: 120
// Temporary strings, boxes, closures, enumerators: 5 GB with nothing alive.
long length = 0;
for (int i = 0; i < 10_000_000; i++)
{
    string s = i.ToString() + ":" + (i * 7);
    object box = (long)i;
    Func<long> f = () => (long)box + s.Length;
    length += f() & 3;
}
foreach (int round in Enumerable.Range(0, 200)) length += Enumerable.Range(0, 20_000).Where(x => x % 3 == round % 3).Select(x => (object)x).ToList().Count;
Console.WriteLine(length);
