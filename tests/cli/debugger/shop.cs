// What the debugger session looks at (tests/cli/debugger.py finds the lines by their words).
using System;
using System.Collections.Generic;
namespace Shop
{
    enum Kind { Small, Large = 7 }
    struct Point { public int X, Y; public Kind Kind; public Point(int x, int y) { X = x; Y = y; Kind = Kind.Large; } }
    class Item { public string Name; public double Price; public Point At; public Item Next; public int[] Sizes = { 1, 2, 3 }; }
    class Cart<T>
    {
        public List<T> Items = new();
        [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
        public int Count(T item, int extra)
        {
            Items.Add(item);
            int total = Items.Count + extra;   // counting
            return total;
        }
    }
    static class Program
    {
        [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
        static void Show(Item item, Point p, ref int counter, string[] words)
        {
            string text = "Grüße, " + item.Name;
            var numbers = new List<int> { 4, 5, 6 };
            var map = new Dictionary<string, int> { ["a"] = 1 };
            counter++;
            Console.WriteLine(words.Length + p.X);   // arguments
            for (int i = 0; i < 2; i++)
            {
                long square = i * i;
                Console.WriteLine(text + square + numbers.Count + map.Count);   // in the loop
            }
        }
        static int Main(string[] args)
        {
            int n = 5;
            var item = new Item { Name = "tea", Price = 2.5, At = new Point(3, 4) };
            Show(item, item.At, ref n, new[] { "x", "yy" });
            var cart = new Cart<Item>();
            Func<int, int> f = x => cart.Count(item, x);
            Console.WriteLine(f(n));
            return 0;
        }
    }
}
