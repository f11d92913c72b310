//gone: Gone.
//kept: Kept.Sixtyfour
//kept: Kept.Int
//kept: Kept.Value
//kept: Kept.Reference
//kept: Kept.Linux
// Conditions that are known for this platform or this instantiation leave one branch only.
if (IntPtr.Size == 4) Gone.ThirtyTwo(); else Kept.Sixtyfour();
if (!BitConverter.IsLittleEndian) Gone.BigEndian();
if (OperatingSystem.IsWindows()) Gone.Windows(); else Kept.Linux();
if (System.Runtime.Intrinsics.Arm.AdvSimd.IsSupported) Gone.Arm();
if (Nullable.GetUnderlyingType(typeof(int)) == null && Is<int>() && !Is<long>()) Console.WriteLine("types");
Kept.Value(ByKind(5));
Kept.Reference(ByKind("x"));

static bool Is<T>() { if (typeof(T) == typeof(int)) { Kept.Int(); return true; } if (typeof(T) == typeof(double)) { Gone.Double(); return true; } return false; }
static string ByKind<T>(T value)
{
    if (typeof(T) == typeof(float)) return Gone.Float();
    if (typeof(T).IsEnum) return Gone.Enum();
    return typeof(T).IsValueType ? "value" : "reference";
}

static class Gone
{
    public static void ThirtyTwo() => Console.WriteLine("32");
    public static void BigEndian() => Console.WriteLine("big");
    public static void Windows() => Console.WriteLine("windows");
    public static void Arm() => Console.WriteLine("arm");
    public static void Double() => Console.WriteLine("double");
    public static string Float() => "float";
    public static string Enum() => "enum";
}
static class Kept
{
    public static void Sixtyfour() => Console.WriteLine("64");
    public static void Linux() => Console.WriteLine("linux");
    public static void Int() => Console.WriteLine("int");
    public static void Value(string s) => Console.WriteLine(s);
    public static void Reference(string s) => Console.WriteLine(s);
}
