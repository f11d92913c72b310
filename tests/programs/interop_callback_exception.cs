//native: callbacks.c
using System.Runtime.InteropServices;
// An exception that a callback does not catch ends the program: native frames are never unwound. Its own finally blocks run, the caller's do not.
try { N.apply_many(x => { try { return x == 2 ? int.Parse("no number") : x; } finally { if (x == 2) Console.WriteLine("inner finally"); } }, 5); }
catch (FormatException) { Console.WriteLine("not caught"); }
finally { Console.WriteLine("outer finally"); }
static class N { public delegate int Unary(int x); [DllImport("callbacks")] public static extern int apply_many(Unary f, int n); }
