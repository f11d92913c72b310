// Small methods, which an optimising compiler inlines, still have their own lines in stack traces.
class Ring
{
    readonly int[] items = new int[4];
    int count;
    public void Push(int value)
    {
        Check(value);
        Put(value);
    }
    void Put(int value) => items[count++] = value;
    static void Check(int value)
    {
        if (value < 0) throw new ArgumentException("negative " + value);
    }
    public int At(int index) => items[index];
    public int this[int index] => At(index);
    public static Ring operator +(Ring ring, int value)
    {
        ring.Push(value);
        return ring;
    }
}

struct Size
{
    public int Width;
    public Size(int width) { Width = Positive(width); }
    static int Positive(int n) => n > 0 ? n : throw new ArgumentOutOfRangeException(nameof(n));
    public static implicit operator Size(int n) => new Size(n);
}

abstract class Shape
{
    public abstract int Area();
    public int Twice() => 2 * Area();
}

class Square(int side) : Shape
{
    public override int Area() => 100 / side;
}

static class Program
{
    static string Cut(string s, int n) => s.Substring(n);
    static int Length(string s) => s.Length;
    static int Get(List<int> list, int i) => list[i];
    static T Cast<T>(object o) => (T)o;
    static int Divide(int a, int b) => a / b;
    static int Sum(int n)
    {
        int Add(int i) => i == 0 ? Divide(1, i) : i + Add(i - 1);
        return Add(n);
    }

    static void Try(Action action)
    {
        try { action(); }
        catch (Exception e) { Show(e); }
    }

    static void Show(Exception e)
    {
        Console.WriteLine(e.GetType().Name);
        foreach (string line in e.StackTrace.Split('\n'))
        {
            int place = line.IndexOf(" in ");
            if (place < 0) { Console.WriteLine(line); continue; }
            Console.WriteLine(line.Substring(0, place) + line.Substring(line.LastIndexOf(':')));
        }
    }

    static void Rethrow(Action action)
    {
        try { action(); }
        catch (InvalidCastException) { throw; }
    }

    static bool Handled(int n)
    {
        try { return Divide(1, n) > 0; }
        catch (DivideByZeroException e) { Show(e); return false; }
    }

    static int Nested(int n) => Handled(n) ? 1 : 0;

    static void Main()
    {
        var ring = new Ring();
        Try(() => ring.Push(-1));
        Try(() => { for (int i = 0; i < 9; i++) ring += i; });
        Try(() => Console.WriteLine(ring[77]));
        Try(() => { Size s = -3; Console.WriteLine(s.Width); });
        Try(() => Cut("abc", 7));
        Try(() => Length(null));
        Try(() => Get(new List<int>(), 3));
        Try(() => Cast<string>(ring));
        Try(() => new Square(0).Twice());
        Try(() => Sum(3));
        Try(() => Rethrow(() => Cast<Ring>("x")));
        Console.WriteLine(Nested(0));
        try { Check(1); }
        catch (Exception e) { Show(e); }
        var trace = new System.Diagnostics.StackTrace(Catch(() => ring.Push(-5)), true);
        foreach (var frame in trace.GetFrames()) Console.WriteLine(System.Diagnostics.DiagnosticMethodInfo.Create(frame)?.Name + " " + frame.GetFileLineNumber());
        Where();
    }

    static void Where()
    {
        var trace = new System.Diagnostics.StackTrace(true);
        foreach (var frame in trace.GetFrames()) Console.WriteLine(System.Diagnostics.DiagnosticMethodInfo.Create(frame)?.Name + " " + frame.GetFileLineNumber());
    }

    static Exception Catch(Action action)
    {
        try { action(); return null; }
        catch (Exception e) { return e; }
    }

    static void Check(int n) => throw new InvalidOperationException("check " + n);
}
