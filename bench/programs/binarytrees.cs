// Short-lived and long-lived trees of two-pointer nodes: allocation and collection.
class Node
{
    Node? left, right;
    public static Node Make(int depth) => depth == 0 ? new Node() : new Node { left = Make(depth - 1), right = Make(depth - 1) };
    public int Count() => left == null ? 1 : 1 + left.Count() + right!.Count();
}
static class Program
{
    static void Main(string[] args)
    {
        int max = args.Length > 0 ? int.Parse(args[0]) : 17;
        Console.WriteLine($"stretch tree of depth {max + 1}\t check: {Node.Make(max + 1).Count()}");
        var longLived = Node.Make(max);
        for (int depth = 4; depth <= max; depth += 4)
        {
            int iterations = 1 << (max - depth + 4), check = 0;
            for (int i = 0; i < iterations; i++) check += Node.Make(depth).Count();
            Console.WriteLine($"{iterations}\t trees of depth {depth}\t check: {check}");
        }
        Console.WriteLine($"long lived tree of depth {max}\t check: {longLived.Count()}");
    }
}
