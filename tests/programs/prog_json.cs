// A JSON reader and writer by hand: recursive descent with positions in errors, pretty printer, path queries, numbers, escapes, surrogates, deep nesting.
using System.Globalization;
using System.Text;
string doc = """
{ "name": "Widget \"X\" \u00e9 \ud83d\ude00\n", "price": 12.50, "tags": ["a", "b", []], "dims": { "w": 1e3, "h": -0.25, "deep": { "k": [1, [2, [3]]] } },
  "none": null, "yes": true, "no": false, "big": 123456789012345678, "empty": {} }
""";
var v = Json.Parse(doc); Console.WriteLine(v.Write(false)); Console.WriteLine(v.Write(true)); Console.WriteLine(Json.Parse(v.Write(true)).Write(false) == v.Write(false));
foreach (var path in new[] { "name", "dims.deep.k[1][1][0]", "tags[1]", "tags[9]", "missing.x", "dims.w", "big" }) Console.WriteLine($"{path} = {v.Query(path)?.Write(false) ?? "(none)"}");
foreach (var bad in new[] { "", "{", "[1,]", "{\"a\" 1}", "tru", "\"abc", "\"\\q\"", "01", "1.", "[1 2]", "{\"a\":1}}", "\"\u0001\"", "-", "nul", "[\"\\ud800\"]", "1e", "{1:2}" }) try { Console.WriteLine($"{bad} -> {Json.Parse(bad).Write(false)}"); } catch (JsonError e) { Console.WriteLine($"{bad.Length,2} chars: {e.Message} at {e.Line}:{e.Column}"); }
var deep = new string('[', 500) + new string(']', 500); Console.WriteLine(Json.Parse(deep).Write(false) == deep); var built = new JObj { ["list"] = new JArr { 1, "two", null, true, new JObj { ["x"] = 1.5 } }, ["n"] = double.MaxValue }; Console.WriteLine(built.Write(false)); Console.WriteLine(v.Flatten().Count() + " leaves: " + string.Join(" ", v.Flatten().Select(x => x.Path)));
var stats = v.Flatten().GroupBy(x => x.Value.GetType().Name).OrderBy(g => g.Key).Select(g => $"{g.Key}={g.Count()}"); Console.WriteLine(string.Join(", ", stats)); Console.WriteLine(Json.Parse("[3,1,2]") is JArr { Count: 3 } arr ? arr.OfType<JNum>().Sum(n => n.Value) : -1);
class JsonError(string m, int line, int column) : Exception(m) { public int Line => line; public int Column => column; }
abstract class JVal
{
    public string Write(bool pretty) { var sb = new StringBuilder(); Write(sb, pretty ? 0 : -1); return sb.ToString(); }
    public abstract void Write(StringBuilder sb, int indent);
    public virtual JVal Query(string path)
    {
        JVal at = this;
        foreach (var part in path.Split('.'))
        {
            var name = part.Contains('[') ? part[..part.IndexOf('[')] : part;
            if (at is not JObj o || !o.TryGet(name, out at)) return null;
            for (int i = part.IndexOf('['); i >= 0; i = part.IndexOf('[', i + 1)) { int n = int.Parse(part.AsSpan(i + 1, part.IndexOf(']', i) - i - 1)); if (at is not JArr a || n >= a.Count) return null; at = a[n]; }
        }
        return at;
    }
    public IEnumerable<(string Path, JVal Value)> Flatten(string prefix = "")
    {
        switch (this)
        {
            case JObj o: foreach (var (k, x) in o) foreach (var y in x.Flatten(prefix + "/" + k)) yield return y; break;
            case JArr a: for (int i = 0; i < a.Count; i++) foreach (var y in a[i].Flatten($"{prefix}/{i}")) yield return y; break;
            default: yield return (prefix, this); break;
        }
    }
    protected static void Line(StringBuilder sb, int indent) { if (indent >= 0) sb.AppendLine().Append(' ', indent * 2); }
    public static implicit operator JVal(string s) => s == null ? JLit.Null : new JStr(s); public static implicit operator JVal(double d) => new JNum(d, d.ToString("R", CultureInfo.InvariantCulture)); public static implicit operator JVal(bool b) => b ? JLit.True : JLit.False;
}
class JStr(string s) : JVal { public string Value => s; public override void Write(StringBuilder sb, int _) => Quote(sb, s);
    public static void Quote(StringBuilder sb, string s) { sb.Append('"'); foreach (char c in s) _ = c switch { '"' => sb.Append("\\\""), '\\' => sb.Append("\\\\"), '\n' => sb.Append("\\n"), '\t' => sb.Append("\\t"), < ' ' => sb.Append($"\\u{(int)c:x4}"), > '\x7e' => sb.Append("\\u").Append(((int)c).ToString("x4")), _ => sb.Append(c) }; sb.Append('"'); } }
class JNum(double d, string text) : JVal { public double Value => d; public override void Write(StringBuilder sb, int _) => sb.Append(text); }
class JLit(string t) : JVal { public static readonly JLit Null = new("null"), True = new("true"), False = new("false"); public override void Write(StringBuilder sb, int _) => sb.Append(t); }
class JArr : JVal, IEnumerable<JVal> { readonly List<JVal> items = []; public int Count => items.Count; public JVal this[int i] => items[i]; public void Add(JVal v) => items.Add(v ?? JLit.Null); public IEnumerator<JVal> GetEnumerator() => items.GetEnumerator(); System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
    public override void Write(StringBuilder sb, int indent) { sb.Append('['); for (int i = 0; i < Count; i++) { if (i > 0) sb.Append(','); Line(sb, indent < 0 ? -1 : indent + 1); items[i].Write(sb, indent < 0 ? -1 : indent + 1); } if (Count > 0) Line(sb, indent); sb.Append(']'); } }
class JObj : JVal, IEnumerable<KeyValuePair<string, JVal>> { readonly List<KeyValuePair<string, JVal>> items = []; readonly Dictionary<string, int> index = []; public bool TryGet(string k, out JVal v) { v = index.TryGetValue(k, out int i) ? items[i].Value : null; return v != null; } public JVal this[string k] { get => items[index[k]].Value; set { if (index.TryGetValue(k, out int i)) items[i] = new(k, value); else { index[k] = items.Count; items.Add(new(k, value)); } } } public IEnumerator<KeyValuePair<string, JVal>> GetEnumerator() => items.GetEnumerator(); System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
    public override void Write(StringBuilder sb, int indent) { sb.Append('{'); bool first = true; foreach (var (k, x) in items) { if (!first) sb.Append(','); first = false; Line(sb, indent < 0 ? -1 : indent + 1); JStr.Quote(sb, k); sb.Append(indent < 0 ? ":" : ": "); x.Write(sb, indent < 0 ? -1 : indent + 1); } if (!first) Line(sb, indent); sb.Append('}'); } }
static class Json { public static JVal Parse(string s) { var p = new Parser(s); var v = p.Value(); p.End(); return v; } }
ref struct Parser(string text)
{
    readonly ReadOnlySpan<char> s = text; int i = 0;
    JsonError Error(string m) { int line = 1, col = 1; for (int k = 0; k < i && k < s.Length; k++) if (s[k] == '\n') { line++; col = 1; } else col++; return new JsonError(m, line, col); }
    void Space() { while (i < s.Length && char.IsWhiteSpace(s[i])) i++; }
    public void End() { Space(); if (i < s.Length) throw Error("trailing text"); }
    void Expect(char c) { Space(); if (i >= s.Length || s[i] != c) throw Error($"expected '{c}'"); i++; }
    bool Take(char c) { Space(); if (i < s.Length && s[i] == c) { i++; return true; } return false; }
    public JVal Value()
    {
        Space(); if (i >= s.Length) throw Error("unexpected end");
        switch (s[i])
        {
            case '{': { i++; var o = new JObj(); if (Take('}')) return o; do { Space(); if (i >= s.Length || s[i] != '"') throw Error("expected a name"); var k = Str(); Expect(':'); o[k] = Value(); } while (Take(',')); Expect('}'); return o; }
            case '[': { i++; var a = new JArr(); if (Take(']')) return a; do a.Add(Value()); while (Take(',')); Expect(']'); return a; }
            case '"': return new JStr(Str());
            case 't': return Word("true", JLit.True); case 'f': return Word("false", JLit.False); case 'n': return Word("null", JLit.Null);
            case '-' or (>= '0' and <= '9'): return Number();
            default: throw Error($"unexpected '{s[i]}'");
        }
    }
    JVal Word(string w, JVal v) { if (!s[i..].StartsWith(w)) throw Error("unknown word"); i += w.Length; return v; }
    JVal Number()
    {
        int start = i; if (s[i] == '-') i++; if (i >= s.Length || !char.IsAsciiDigit(s[i])) throw Error("digit expected"); if (s[i] == '0' && i + 1 < s.Length && char.IsAsciiDigit(s[i + 1])) throw Error("leading zero"); Digits();
        if (i < s.Length && s[i] == '.') { i++; if (i >= s.Length || !char.IsAsciiDigit(s[i])) throw Error("digit expected after point"); Digits(); }
        if (i < s.Length && s[i] is 'e' or 'E') { i++; if (i < s.Length && s[i] is '+' or '-') i++; if (i >= s.Length || !char.IsAsciiDigit(s[i])) throw Error("exponent expected"); Digits(); }
        return new JNum(double.Parse(s[start..i], CultureInfo.InvariantCulture), s[start..i].ToString());
    }
    void Digits() { while (i < s.Length && char.IsAsciiDigit(s[i])) i++; }
    string Str()
    {
        i++; var sb = new StringBuilder();
        while (true)
        {
            if (i >= s.Length) throw Error("unterminated string"); char c = s[i++];
            if (c == '"') return sb.ToString(); if (c < ' ') throw Error("control character"); if (c != '\\') { sb.Append(c); continue; }
            if (i >= s.Length) throw Error("unterminated escape");
            c = s[i++]; sb.Append(c switch { 'n' => '\n', 't' => '\t', 'r' => '\r', 'b' => '\b', 'f' => '\f', '"' or '\\' or '/' => c, 'u' => Hex(), _ => throw Error("bad escape") });
        }
    }
    char Hex() { if (i + 4 > s.Length || !ushort.TryParse(s.Slice(i, 4), NumberStyles.HexNumber, null, out var u)) throw Error("bad \\u"); i += 4; return (char)u; }
}
