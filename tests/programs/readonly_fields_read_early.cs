// A static readonly field that holds a constant still shows its default value to code that runs before the static constructor stores it.
using System.Runtime.CompilerServices;

new Early();
new Early();
Console.WriteLine(Early.Seen);
Console.WriteLine(Late.Sum);
Console.WriteLine(Outer.Copy + " " + Outer.Value);

class Early
{
    public static string Seen = "";
    static readonly Early s_first = new();
    static readonly char s_mark = ';';
    static readonly int s_number = 7;
    [MethodImpl(MethodImplOptions.NoInlining)] public Early() => Seen += $"({(int)s_mark},{s_number})";
    static int Unused => s_first is null ? 0 : 1;
}

class Late
{
    public static readonly int Sum = Read();
    static readonly int s_five = 5;
    [MethodImpl(MethodImplOptions.NoInlining)] static int Read() => s_five + 1;
}

class Outer
{
    public static readonly int Copy = Inner.Back();
    public static readonly int Value = 3;
    class Inner { [MethodImpl(MethodImplOptions.NoInlining)] public static int Back() => Value * 10; }
}
