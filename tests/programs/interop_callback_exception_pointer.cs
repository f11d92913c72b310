//native: callbacks.c
using System.Runtime.InteropServices;
// The same for methods that are function pointers.
unsafe { try { N.apply_many(&Fail, 5); } catch (Exception) { Console.WriteLine("not caught"); } finally { Console.WriteLine("outer finally"); } }
[UnmanagedCallersOnly] static int Fail(int x) { try { if (x == 3) throw new InvalidOperationException("from a function pointer"); return x; } catch (ArgumentException) { return 1; } finally { Console.WriteLine("finally " + x); } }
static unsafe class N { [DllImport("callbacks")] public static extern int apply_many(delegate* unmanaged<int, int> f, int n); }
