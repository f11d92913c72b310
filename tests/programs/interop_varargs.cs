using System.Runtime.InteropServices;
// Variable arguments do not exist outside of Windows; the caller fails before it does anything.
try { Vararg.Print(); } catch (InvalidProgramException e) { Console.WriteLine(e.GetType().Name); }
Console.WriteLine("still here");
static class Vararg {
  public static void Print() { Console.WriteLine("never printed"); printf("%d\n", __arglist(1)); }
  [DllImport("libc", CallingConvention = CallingConvention.Cdecl)] static extern int printf(string format, __arglist);
}
