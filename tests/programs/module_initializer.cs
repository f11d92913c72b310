using System.Runtime.CompilerServices;
Console.WriteLine("main " + I.X);
static class I { public static int X; [ModuleInitializer] internal static void Init() { Console.WriteLine("module init"); X = 7; } }
