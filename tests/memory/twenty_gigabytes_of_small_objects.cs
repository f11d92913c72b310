//peak: 300
//timeout: 300
// 20 GB of small objects, 64 MB of them alive at any time: the heap stays near what is alive.
const int Live = 1_000_000;
var live = new Node?[Live];              // a million nodes of 56 bytes and this array: 64 MB
long allocated = 0, sum = 0;
uint random = 1;
for (int i = 0; i < Live; i++) live[i] = new Node { Value = i };
while (allocated < 20_000_000_000)
{
    random = random * 1664525 + 1013904223;
    var node = new Node { Value = random, Next = null };
    allocated += 56;
    // Every 64th object survives and replaces another one; the others are garbage at once.
    if ((random >> 24 & 63) == 0) live[(random >> 2) % Live] = node; else sum += node.Value & 1;
}
long alive = 0;
foreach (var node in live) if (node != null) alive++;
Console.WriteLine($"{alive} alive, {sum}");

sealed class Node { public Node? Next; public long Value, A, B, C; }
