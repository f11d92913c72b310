// Allocation and garbage collection: many short-lived trees and one long-lived one.
int depth = args.Length > 0 ? int.Parse(args[0]) : 16;
var keep = Node.Make(depth);
for (int d = 4; d <= depth; d += 4)
{
    int count = 1 << (depth - d + 4), sum = 0;
    for (int i = 0; i < count; i++) sum += Node.Make(d).Check();
    Console.WriteLine($"{count} trees of depth {d}: {sum}");
}
Console.WriteLine($"long-lived tree: {keep.Check()}");

sealed class Node
{
    Node? left, right;
    public static Node Make(int depth) => depth == 0 ? new Node() : new Node { left = Make(depth - 1), right = Make(depth - 1) };
    public int Check() => left == null ? 1 : 1 + left.Check() + right!.Check();
}
