//peak: 500
//timeout: 120
// Four million objects in one chain, forwards and backwards, through several collections.
Node? head = null;
for (int i = 0; i < 4_000_000; i++) { var node = new Node { Next = head, Value = i }; if (head != null) head.Previous = node; head = node; }
for (int i = 0; i < 3; i++) GC.Collect();
long sum = 0;
for (var node = head; node != null; node = node.Next) sum += node.Value + (node.Previous == null ? 0 : 1);
Console.WriteLine(sum);

sealed class Node { public Node? Next, Previous; public long Value; }
