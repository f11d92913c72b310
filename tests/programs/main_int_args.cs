class P { static int Main(string[] a) { Console.WriteLine(a.Length); return a.Length + 10; } }
//args: x y
