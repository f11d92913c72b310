using System; using System.Threading; static class P { static void F(int n) { try { throw new InvalidOperationException("top"); } finally { Console.WriteLine("fin F"); } }
 static bool Fi() { Console.WriteLine("filter"); return false; }
 static int Main(string[] a) { var t = new Thread(() => { try { F(1); } catch (ArgumentException) when (Fi()) {} finally { Console.WriteLine("fin thread"); } }); t.Start(); t.Join(); return 0; } }
