// Own interpolated string handlers: conditional evaluation, receiver and other arguments, ref struct handlers, generic holes, spans, alignment and format, nesting, await.
using System.Diagnostics; using System.Globalization; using System.Runtime.CompilerServices; using System.Text;
[InterpolatedStringHandler] ref struct LogHandler
{
    readonly StringBuilder? sb; public readonly bool Enabled;
    public LogHandler(int literals, int holes, Logger logger, int level, out bool ok) { ok = Enabled = level >= logger.Level; if (ok) sb = new StringBuilder($"({literals},{holes})"); }
    public bool AppendLiteral(string s) { sb!.Append(s); return true; }
    public bool AppendFormatted<T>(T x) { sb!.Append('<').Append(typeof(T).Name).Append(' ').Append(x).Append('>'); return sb.Length < 60; }
    public bool AppendFormatted<T>(T x, string format) where T : IFormattable { sb!.Append(x.ToString(format, CultureInfo.InvariantCulture)); return true; }
    public bool AppendFormatted<T>(T x, int alignment, string? format = null) { sb!.Append('{').Append(alignment).Append(format).Append(x).Append('}'); return true; }
    public bool AppendFormatted(ReadOnlySpan<char> s) { sb!.Append("span:").Append(s); return true; }
    public bool AppendFormatted(object? o) { sb!.Append("obj:").Append(o ?? "null"); return true; }
    public string Take() => sb?.ToString() ?? "";
}
class Logger(int level)
{
    public int Level => level; public List<string> Lines = new();
    public void Log(int level, [InterpolatedStringHandlerArgument("", "level")] LogHandler h) => Lines.Add(h.Enabled ? h.Take() : "-");
    public void Plain(string s) => Lines.Add("string " + s); public void Plain(FormattableString s) => Lines.Add($"formattable {s.Format} {s.ArgumentCount} {s.ToString(CultureInfo.GetCultureInfo("de-DE"))}");
}
[InterpolatedStringHandler] struct SqlHandler(int literals, int holes)
{
    readonly List<object?> parameters = new(holes); readonly StringBuilder text = new(literals + holes * 3);
    public readonly void AppendLiteral(string s) => text.Append(s); public readonly void AppendFormatted<T>(T value) { parameters.Add(value); text.Append("@p").Append(parameters.Count - 1); } public override readonly string ToString() => text + " -- " + string.Join(", ", parameters.Select(p => p switch { null => "NULL", string s => $"'{s}'", IFormattable f => f.ToString(null, CultureInfo.InvariantCulture), _ => p.ToString() }));
}
static class Check { public static string That(bool condition, [InterpolatedStringHandlerArgument("condition")] ref AssertHandler h, [CallerArgumentExpression("condition")] string expr = "") => condition ? "ok" : expr + " failed: " + h.Text; }
[InterpolatedStringHandler] struct AssertHandler { public string Text = ""; public AssertHandler(int l, int n, bool condition, out bool build) => build = !condition; public void AppendLiteral(string s) => Text += s; public void AppendFormatted<T>(T t) => Text += t; }
struct Money(decimal d) : ISpanFormattable { public static int Spans; public string ToString(string? f, IFormatProvider? p) => "M" + d.ToString(f ?? "F2", p); public bool TryFormat(Span<char> to, out int n, ReadOnlySpan<char> f, IFormatProvider? p) { Spans++; string s = ToString(f.Length == 0 ? null : f.ToString(), p); n = 0; if (!s.TryCopyTo(to)) return false; n = s.Length; return true; } public override string ToString() => "plain"; }
static class P
{
    static int evaluated; static int E(int x) { evaluated++; return x; }
    static string Sql(SqlHandler h) => h.ToString(); static async Task<int> Later(int x) { await Task.Yield(); return x; } static string Inv(IFormatProvider p, [InterpolatedStringHandlerArgument("p")] ref DefaultInterpolatedStringHandler h) => h.ToStringAndClear();
    static async Task Main()
    {
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture; var quiet = new Logger(5); var loud = new Logger(0);
        quiet.Log(1, $"never {E(1)}"); loud.Log(1, $"a {E(2)} {"str"} {3.5:F2} {7,5} {8,-3:X} {"abc".AsSpan(1)} {(object?)null}"); loud.Log(2, $"{new string('x', 60)} cut {E(3)} {E(4)}"); loud.Log(3, $"literal only"); loud.Log(4, $""); Console.WriteLine(evaluated);
        loud.Plain($"x{1.5}"); loud.Plain((FormattableString)$"y{2.5:N1}{"z"}"); loud.Plain("const" + $"{nameof(P)}"); foreach (var s in quiet.Lines.Concat(loud.Lines)) Console.WriteLine(s);
        string? name = "O'Neil"; int? age = null; Console.WriteLine(Sql($"select * from t where name = {name} and age = {age} and d > {new DateTime(2024, 1, 2)} limit {10}"));
        int v = 3; Console.WriteLine(Check.That(v == 3, $"v is {E(v)}")); Console.WriteLine(Check.That(v > 5 && name != null, $"v is {E(v)} and {name}")); Console.WriteLine(evaluated);
        Console.WriteLine($"{new Money(1234.5m)}|{new Money(2):F0}|{new Money(3),8}|{new Money(4),-8:F1}|{Money.Spans}"); Console.WriteLine(string.Create(CultureInfo.GetCultureInfo("de-DE"), $"{1234.5:N2} {new Money(5.5m)} {new DateTime(2024, 3, 1):d}"));
        Console.WriteLine($"{await Later(1)} and {await Later(2):D3} {(await Later(3) > 2 ? $"nested {await Later(4)}" : "no")}"); Console.WriteLine(Inv(CultureInfo.GetCultureInfo("fr-FR"), $"{0.5:P0}|{1.25}"));
        var sb = new StringBuilder("sb:"); sb.Append($"{1,4}{'c'}{"s",-3}|").AppendLine($"{2.5:0.00}").Append(CultureInfo.GetCultureInfo("de-DE"), $"{2.5:0.00}"); Console.WriteLine(sb); Span<char> buf = stackalloc char[10]; Console.WriteLine(buf.TryWrite($"{12345}-{67}", out int n) + " " + n + " " + new string(buf[..n])); Console.WriteLine(buf.TryWrite($"{12345}-{678901}", out n) + " " + n); Span<byte> utf = stackalloc byte[16]; Console.WriteLine(System.Text.Unicode.Utf8.TryWrite(utf, $"é{5}", out n) + " " + n);
        const string A = "a", B = $"{A}b{A}"; Console.WriteLine(B + $$"""{ {{A}} "{{B}}" {{{v}}} }""" + $@"\{A}""" + $"{{{v}}}" + $"{(v > 1 ? "y" : "n")}{v switch { 3 => "three", _ => "?" }}"); Console.WriteLine($"{1}{'2'}{"3"}{4L}{5m}{true}{DayOfWeek.Friday}{(1, "t")}{new int[1]}{null}{typeof(int)}{Guid.Empty:N}{TimeSpan.FromSeconds(61):c}");
        Debug.Assert(true, $"not built {E(9)}"); Console.WriteLine(evaluated); try { Console.WriteLine($"{Throw()} after"); } catch (Exception e) { Console.WriteLine(e.Message); } Console.WriteLine($"{v,-5}|{v,5:D2}|{-v:+0;-0;zero}|{0:+0;-0;zero}|{1e21}|{1_000_000:#,##0}"); FormattableString fs = $"{v} {name}"; v = 9; Console.WriteLine(FormattableString.Invariant(fs) + fs.GetArgument(0));
    }
    static int Throw() => throw new FormatException("hole");
}
