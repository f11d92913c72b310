"""Random programs in C#, valid and deterministic: arithmetic of every numeric type in checked and unchecked contexts, structs by value and by reference,
ref locals and spans, virtual, interface and generic calls, closures, iterators, patterns, strings, switches, loops with every exit, and exceptions thrown,
filtered, caught and replaced anywhere.

Every method is called with several arguments; its result or the exception that left it, and a hash of the marks that it passed are one line of output.
What .NET leaves open is not generated: NaN has one name, no function of the mathematical library but the exact ones.
"""
import random

BITS = {"sbyte": 8, "byte": 8, "short": 16, "ushort": 16, "int": 32, "uint": 32, "long": 64, "ulong": 64, "nint": 64, "nuint": 64, "Int128": 128, "UInt128": 128, "char": 16}
UNSIGNED = {"byte", "ushort", "uint", "ulong", "nuint", "UInt128", "char"}
SMALL = {"sbyte", "byte", "short", "ushort", "char"}
FLOATS = ("float", "double", "decimal")
INTS = ("int", "int", "int", "long", "long", "uint", "ulong", "byte", "sbyte", "short", "ushort", "nint", "nuint", "Int128", "UInt128", "char")
NUMBERS = INTS + ("double", "double", "float", "decimal")
STRUCTS = {"Pair": [("int", "A"), ("long", "B")], "Mix": [("double", "X"), ("byte", "Y"), ("short", "Z"), ("string", "S")],
           "Nest": [("Pair", "P"), ("Mix", "M"), ("uint", "U")], "One": [("ushort", "V")], "Wide": [("UInt128", "W"), ("Pair", "Q"), ("float", "G"), ("bool", "T")]}
REFERENCES = ("string", "Node", "int[]", "long[]", "object")
ANY = NUMBERS + NUMBERS + tuple(STRUCTS) * 2 + REFERENCES + ("bool", "bool")
EXCEPTIONS = ("DivideByZeroException", "OverflowException", "IndexOutOfRangeException", "NullReferenceException", "InvalidCastException", "ArithmeticException",
              "Own", "SystemException", "Exception")

PROLOG = """using System.Numerics; using System.Runtime.CompilerServices;
class Own(int code) : Exception { public int Code => code; }
interface IShow { int Show(int x); int Twice(int x) => Show(Show(x)); }
class Node : IShow { public int Id; public Node? Next; public double D; public virtual int Show(int x) { F.Mark(x); return x ^ Id; } public virtual T Pass<T>(T x) { F.Mark(1); return x; } }
class Leaf : Node { public long L = 3; public override int Show(int x) => base.Show(x + 1) - (int)L; public override T Pass<T>(T x) { F.Mark(typeof(T).Name.Length); return base.Pass(x); } }
class Twig : Leaf, IShow { int IShow.Show(int x) { F.Mark(7); return unchecked(x * 3); } public override int Show(int x) => x > 1000 ? throw new Own(x & 7) : x; }
class Box<T>(T v) { public T V = v; public static int Count; public Box<T> Set(T x) { V = x; Count++; return this; } public Box<U> To<U>(Func<T, U> f) => new(f(V)); }
STRUCT_DECLARATIONS
static class F
{
  public static ulong Hash; public static int Fuel; public static int Depth;
  public static int SI = 5; public static long SL = -7; public static double SD = 1.5; public static string SS = "st"; [ThreadStatic] public static int TI;
  public static void Mark(int k) => Hash = unchecked(Hash * 31 + (uint)k);
  public static bool Keep(bool b, int k) { Mark(k); return b; }
  public static bool Go() => --Fuel > 0;
  public static string Text(object? o) => o switch { null => "null", double d when double.IsNaN(d) => "NaN", float f when float.IsNaN(f) => "NaN", IFormattable f => f.ToString(null, System.Globalization.CultureInfo.InvariantCulture), int[] a => "i" + string.Join(",", a), long[] a => "l" + string.Join(",", a), string s => "s" + s.Length + s.Select(c => (int)c).Aggregate(7, (h, c) => unchecked(h * 31 + c)), Exception e => e.GetType().Name, Node n => n.GetType().Name + n.Id, _ => o.ToString()! };
  public static void See<T>(T x) { foreach (char c in Text(x)) Mark(c); }
  public static T Add<T>(T a, T b) where T : INumber<T> => a + b;
  public static T Mul<T>(T a, T b) where T : INumber<T> => checked(a * b);
  public static T Pick<T>(bool c, T a, T b) => c ? a : b;
  public static T Most<T>(params ReadOnlySpan<T> s) where T : IComparable<T> { T m = s[0]; foreach (T x in s) if (x.CompareTo(m) > 0) m = x; return m; }
  public static int Len<T>(T x) => x is string s ? s.Length : x is Array a ? a.Length : typeof(T).IsValueType ? Unsafe.SizeOf<T>() : 1;
  public static ref T At<T>(T[] a, int i) => ref a[i];
  public static IEnumerable<int> Seq(int n, int step) { try { for (int i = 0; i < n; i++) { if (i == 5) throw new Own(i); yield return unchecked(i * step); } } finally { Mark(n); } }
  public static void Run(string name, Func<object?> f)
  { Hash = 17; Fuel = 400; Depth = 0; string r; try { r = Text(f()); } catch (Own e) { r = "Own" + e.Code; } catch (Exception e) { r = e.GetType().Name; } Console.WriteLine($"{name} {r} {Hash:x}"); }
"""


def struct_text(name, fields):
    members = " ".join(f"public {t} {n};" for t, n in fields)
    shown = " + \",\" + ".join(f"F.Text({n})" for _, n in fields)
    first = fields[0][1]
    bump = {"int": f"{first}++", "double": f"{first} += 0.5", "ushort": f"{first} += 3", "UInt128": f"{first} <<= 1", "Pair": f"{first}.Bump(k)"}[fields[0][0]]
    return (f"struct {name} : IShow, IEquatable<{name}> {{ {members} public int Bump(int k) {{ unchecked {{ {bump}; }} F.Mark(k); return k + 1; }} public int Show(int x) {{ Bump(x); return x - 1; }} "
            f"public readonly bool Equals({name} o) => ToString() == o.ToString(); public override readonly string ToString() => \"{name}(\" + {shown} + \")\"; public static {name} operator +({name} a, {name} b) {{ a.Bump(1); return F.Keep(b.Equals(a), 2) ? b : a; }} }}")


class Scope:
    """Variables by type, and what the place allows."""

    def __init__(self, variables=None, loops=0, in_finally=False, in_lambda=False, in_handler=False):
        self.variables, self.loops, self.in_finally, self.in_lambda, self.in_handler = list(variables or []), loops, in_finally, in_lambda, in_handler

    def inner(self, **changes):
        s = Scope(self.variables, self.loops, self.in_finally, self.in_lambda, self.in_handler)
        for k, v in changes.items():
            setattr(s, k, v)
        return s

    def of(self, type_, writable=False):
        return [n for t, n, w, _ in self.variables if t == type_ and (w or not writable)]


class Program:
    def __init__(self, seed, methods):
        self.r = random.Random(seed)
        self.methods, self.count, self.names = [], methods, 0
        lines = [PROLOG.replace("STRUCT_DECLARATIONS", "\n".join(struct_text(n, f) for n, f in STRUCTS.items()))]
        for i in range(methods):
            lines.append(self.method(i))
        lines.append(self.main() + "\n}\n")
        self.text = "\n".join(lines)

    # -- helpers --
    def chance(self, p):
        return self.r.random() < p

    def name(self, prefix="v"):
        self.names += 1
        return f"{prefix}{self.names}"

    def literal(self, t):
        r = self.r
        if t in BITS:
            bits, signed = BITS[t], t not in UNSIGNED
            if t == "char":
                return f"'\\u{r.choice([0, 65, 97, 0x3b1, 0xffff, r.randrange(65536)]):04x}'"
            low, high = (-(1 << bits - 1), (1 << bits - 1) - 1) if signed else (0, (1 << bits) - 1)
            v = r.choice([0, 1, 2, 3, 7, 10, 31, 64, 100, high, low, high - 1, r.randint(low, high), r.randint(max(low, -50), 50) if signed else r.randint(0, 100)])
            v = min(max(v, low), high)
            if t in ("Int128", "UInt128"):
                return f"{t}.Parse(\"{v}\")" if abs(v) >= 1 << 62 else f"({t})({v}{'L' if signed else 'UL'})"
            if t in ("nint", "nuint"):
                v = max(min(v, (1 << 31) - 1), -(1 << 31))
                return f"({t})({v})"
            if v == -(1 << 63):
                return "long.MinValue"
            if v == -(1 << 31) and t == "int":
                return "int.MinValue"
            suffix = {"uint": "u", "long": "L", "ulong": "ul"}.get(t, "")
            return f"({t})({v})" if t in SMALL else f"({v}{suffix})" if v < 0 else f"{v}{suffix}"
        if t == "double":
            return r.choice(["0.0", "1.0", "-1.5", "0.1", "1e10", "-3e-7", "1e300", "double.NaN", "double.PositiveInfinity", "-0.0", "4294967296.0", "-2147483649.0", f"{r.uniform(-1000, 1000)!r}"])
        if t == "float":
            return r.choice(["0f", "1f", "-2.5f", "0.1f", "1e10f", "float.NaN", "float.NegativeInfinity", "16777217f", f"{r.uniform(-100, 100):.3f}f"])
        if t == "decimal":
            return r.choice(["0m", "1m", "-1.50m", "0.1m", "79228162514264337593543950335m", f"{r.randint(-10**9, 10**9)}.{r.randint(0, 999)}m"])
        if t == "bool":
            return r.choice(["true", "false"])
        if t == "string":
            return r.choice(['""', '"a"', '"abc"', '"x\\u00e9y"', '"hello world"', "SS", '"1"', '((string)null!)'] if self.chance(0.2) else ['""', '"a"', '"abc"', '"hello world"', '"Zz"'])
        if t in STRUCTS:
            return f"new {t} {{ " + ", ".join(f"{n} = {self.literal(ft)}" for ft, n in STRUCTS[t] if self.chance(0.7)) + " }" if self.chance(0.8) else f"default({t})"
        if t == "Node":
            return r.choice(["new Node { Id = 4 }", "new Leaf { Id = 9 }", "new Twig { Id = 2 }", "new Leaf { Next = new Node() }", "((Node)null!)"] if self.chance(0.3) else ["new Node { Id = 4 }", "new Leaf { Id = 9 }", "new Twig()"])
        if t == "int[]":
            return r.choice(["(new int[5])", "(new[] { 1, 2, 3 })", "(new int[] { -1, 5, 0, 7, 9, 2, 4, 100 })", "Array.Empty<int>()"])
        if t == "long[]":
            return r.choice(["(new long[6])", "(new long[] { 1, -2, 3, long.MaxValue })"])
        return r.choice(["(object)5", "(object)\"obj\"", "(object)2.5", "(object)new Pair { A = 3 }", "(object)7L", "(object)new Leaf()", "((object)null!)"])

    # -- expressions: text that is never a constant where that matters --
    def expr(self, t, s, depth):
        r = self.r
        names = s.of(t)
        if depth <= 0 or self.chance(0.15):
            if names and self.chance(0.8):
                return r.choice(names)
            return {"int": "SI", "long": "SL", "double": "SD", "string": "SS"}[t] if t in ("int", "long", "double", "string") and self.chance(0.3) else self.literal(t)
        general = [self.conditional, self.call, self.via_generic, self.boxed, self.switch_expr, self.field, self.through_box]
        if not s.in_lambda:
            general.append(self.lambda_call)
        if t in NUMBERS and self.chance(0.75):
            return self.number(t, s, depth)
        if t == "bool" and self.chance(0.85):
            return self.boolean(s, depth)
        if t == "string" and self.chance(0.8):
            return self.string(s, depth)
        if t in ("int[]", "long[]") and names and self.chance(0.7):
            return r.choice(names)
        if t in STRUCTS and self.chance(0.3):
            return f"({self.expr(t, s, depth - 1)} + {self.expr(t, s, depth - 1)})"
        return r.choice(general)(t, s, depth)

    def moving(self, t, s, depth):
        """Not a constant: the C# compiler would compute with it."""
        names = s.of(t)
        if depth <= 0 or self.chance(0.4):
            return self.r.choice(names) if names else f"Pick<{t}>(SI == 5, {self.literal(t)}, {self.literal(t)})"
        return f"Pick<{t}>({self.expr('bool', s, depth - 1)}, {self.expr(t, s, depth - 1)}, {self.literal(t)})" if self.chance(0.3) else self.call(t, s, depth)

    def number(self, t, s, depth):
        r, d = self.r, depth - 1
        kind = r.randrange(14)
        a = self.moving(t, s, d)
        if kind <= 4:
            op = r.choice(["+", "-", "*"] if t in FLOATS else ["+", "-", "*", "&", "|", "^"])
            return self.cast(t, f"{a} {op} {self.expr(t, s, d)}", s)
        if kind == 5:
            b = self.moving(t, s, d)
            return self.cast(t, f"{a} {r.choice(['/', '%'])} {b if self.chance(0.4) or t in FLOATS else f'({b} | ({t})1)'}", s)
        if kind == 6 and t not in FLOATS:
            return self.cast(t, f"{a} {r.choice(['<<', '>>', '>>>'])} {self.expr('int', s, d)}", s)
        if kind == 7:
            if t in UNSIGNED or t in FLOATS:
                return self.cast(t, f"-{a}" if t in FLOATS else f"~{a}", s)
            return self.cast(t, f"{r.choice(['-', '~'])}{a}", s)
        if kind in (8, 9, 10):
            u = r.choice(NUMBERS)
            return self.cast(t, self.moving(u, s, d), s)
        if kind == 11:
            f = r.choice(["Add", "Most", "Most"] + (["Mul"] if self.chance(0.5) else []))
            return f"{f}<{t}>({self.expr(t, s, d)}, {self.expr(t, s, d)})"
        if t == "int":
            return r.choice([lambda: f"{self.expr('string', s, d)}.Length", lambda: f"{self.expr('int[]', s, d)}[{self.expr('int', s, d)} & 7]", lambda: f"{self.expr('Node', s, d)}.Show({self.expr('int', s, d)})",
                             lambda: f"((IShow){self.expr(r.choice(('Node', 'Pair', 'Mix')), s, d)}).Twice({self.expr('int', s, d)})", lambda: f"Len({self.expr(r.choice(ANY), s, d)})", lambda: f"{self.expr('string', s, d)}.CompareTo(\"b\")",
                             lambda: f"({self.expr('object', s, d)} is int {self.name('p')} ? 1 : 2)", lambda: f"(int){self.expr('object', s, d)}", lambda: f"BitOperations.PopCount({self.expr('ulong', s, d)})",
                             lambda: f"new List<int> {{ {self.expr('int', s, d)}, {self.expr('int', s, d)} }}.Max()"])()
        if t == "long":
            return r.choice([lambda: f"{self.expr('long[]', s, d)}[{self.expr('int', s, d)} & 3]", lambda: f"((Leaf){self.expr('Node', s, d)}).L", lambda: f"BitConverter.DoubleToInt64Bits(Math.Abs({self.expr('int', s, d)} * 1.0))"])()
        if t in ("double", "float"):
            m = "Math" if t == "double" else "MathF"
            return r.choice([lambda: f"{m}.Floor({a})", lambda: f"{m}.Sqrt({a})", lambda: f"{m}.Max({a}, {self.expr(t, s, d)})", lambda: f"{m}.Abs({a})", lambda: f"{m}.Truncate({a})"])()
        if t == "char":
            return f"{self.expr('string', s, d)}[{self.expr('int', s, d)} & 3]"
        return self.conditional(t, s, depth)

    def cast(self, t, inner, s):
        how = self.r.choice(["unchecked", "unchecked", "checked", ""])
        return f"{how}(({t})({inner}))"

    def boolean(self, s, depth):
        r, d = self.r, depth - 1
        t = r.choice(NUMBERS)
        return r.choice([lambda: f"({self.expr(t, s, d)} {r.choice(['<', '>', '<=', '>=', '==', '!='])} {self.expr(t, s, d)})", lambda: f"({self.expr('bool', s, d)} {r.choice(['&&', '||', '&', '|', '^'])} {self.expr('bool', s, d)})",
                         lambda: f"!{self.expr('bool', s, d)}", lambda: f"({self.expr('string', s, d)} == {self.expr('string', s, d)})", lambda: f"({self.expr('object', s, d)} is {r.choice(['string', 'int', 'Pair', 'Node', 'IShow', 'double', 'not null'])})",
                         lambda: f"({self.moving('int', s, d)} is > 3 and < 50 or 7)", lambda: f"({self.expr('Node', s, d)} is {{ Id: > 3, Next: null }})", lambda: f"({self.expr('int[]', s, d)} is [_, > 0, ..])",
                         lambda: f"Keep({self.expr('bool', s, d)}, {r.randrange(9)})", lambda: f"{(u := r.choice(list(STRUCTS))) and self.expr(u, s, d)}.Equals({self.expr(u, s, d)})"])()

    def string(self, s, depth):
        r, d = self.r, depth - 1
        return r.choice([lambda: f"({self.expr('string', s, d)} + {self.expr(r.choice(('int', 'string', 'char', 'bool', 'long')), s, d)})", lambda: f"$\"{{{self.expr('int', s, 0)},4}}|{{{self.expr('long', s, 0)}:X}}\"",
                         lambda: f"{self.expr('string', s, d)}.Substring({self.expr('int', s, d)} & 3)", lambda: f"{self.expr('string', s, d)}.Replace('a', 'b')", lambda: f"string.Concat({self.expr('string', s, d)}.AsEnumerable().Reverse())",
                         lambda: f"{self.expr(r.choice(list(STRUCTS)), s, d)}.ToString()", lambda: f"string.Join(\"-\", {self.expr('int[]', s, d)})", lambda: f"({self.expr('string', s, d)} ?? \"nil\").PadLeft(4, '.')"])()

    def conditional(self, t, s, depth):
        return f"({self.expr('bool', s, depth - 1)} ? {self.expr(t, s, depth - 1)} : {self.expr(t, s, depth - 1)})"

    def call(self, t, s, depth):
        fits = [m for m in self.methods if m[1] == t]
        if not fits or s.in_lambda and self.chance(0.5):
            return f"Pick<{t}>({self.expr('bool', s, depth - 2)}, {self.expr(t, s, depth - 2)}, {self.expr(t, s, depth - 2)})"
        name, _, params = self.r.choice(fits)
        args = []
        for how, pt in params:
            writable = s.of(pt, True)
            if how == "" or how == "in" or not writable:
                args.append(self.expr(pt, s, depth - 2) if how != "ref" else f"ref Temp<{pt}>.V")
            else:
                args.append(f"ref {self.r.choice(writable)}")
        return f"{name}({', '.join(args)})"

    def via_generic(self, t, s, depth):
        # Of a null receiver, CoreCLR's JIT complains before it evaluates the arguments: it looks the generic virtual method up first.
        return f"({self.expr('Node', s, depth - 2)} ?? new Leaf()).Pass<{t}>({self.expr(t, s, depth - 1)})"

    def boxed(self, t, s, depth):
        return f"(({t})(object){self.expr(t, s, depth - 1)})" if t not in ("string", "Node") else self.conditional(t, s, depth)

    def through_box(self, t, s, depth):
        return f"new Box<{t}>({self.expr(t, s, depth - 1)}).Set({self.expr(t, s, depth - 1)}).To(q => q).V"

    def switch_expr(self, t, s, depth):
        d = depth - 1
        return f"(({self.moving('int', s, d)} & 7) switch {{ 0 => {self.expr(t, s, d)}, 1 or 2 => {self.expr(t, s, d)}, > 5 when {self.expr('bool', s, d)} => {self.expr(t, s, d)}, _ => {self.expr(t, s, d)} }})"

    def field(self, t, s, depth):
        owners = [(o, n) for o, fs in STRUCTS.items() for ft, n in fs if ft == t]
        if not owners:
            return self.conditional(t, s, depth)
        o, n = self.r.choice(owners)
        return f"{self.expr(o, s, depth - 1)}.{n}" if self.chance(0.8) else f"({self.expr(o, s, depth - 1)} with {{ {n} = {self.expr(t, s, depth - 2)} }}).{n}"

    def lambda_call(self, t, s, depth):
        u, p = self.r.choice(ANY), self.name("q")
        inner = s.inner(in_lambda=True, variables=[v for v in s.variables if v[3]] + [(u, p, True, True)])
        return f"((Func<{u}, {t}>)({p} => {self.expr(t, inner, depth - 1)}))({self.expr(u, s, depth - 1)})"

    # -- statements --
    def block(self, s, size, depth):
        inner = s.inner()
        return "{ " + " ".join(self.statement(inner, depth) for _ in range(self.r.randint(1, size))) + " }"

    def statement(self, s, depth):
        r = self.r
        simple = [self.declare] * 4 + [self.assign] * 5 + [self.see] * 3 + [self.mutate] * 2
        nested = [self.if_, self.for_, self.while_, self.switch, self.try_, self.try_, self.foreach, self.ref_local, self.context, self.span, self.local_function, self.exit, self.using_]
        return r.choice(simple if depth <= 0 or self.chance(0.5) else nested)(s, depth)

    def declare(self, s, depth):
        t, n = self.r.choice(ANY), self.name()
        text = f"{t} {n} = {self.expr(t, s, 2)};"
        s.variables.append((t, n, True, True))
        return text

    def assign(self, s, depth):
        r = self.r
        all_ = [(t, n) for t, n, w, _ in s.variables if w]
        if not all_:
            return self.see(s, depth)
        t, n = r.choice(all_)
        if t in NUMBERS and self.chance(0.5):
            op = r.choice(["+=", "-=", "*="] + (["^=", "|=", "<<="] if t not in FLOATS else ["/="]))
            value = self.expr("int" if op == "<<=" else t, s, 2)
            text = f"{n} {op} {value};" if self.chance(0.8) else f"{n}{r.choice(['++', '--'])};"
            return f"{r.choice(['checked', 'unchecked'])} {{ {text} }}" if self.chance(0.5) else text
        if t == "string":
            return f"{n} = {self.expr(t, s, 2)}; if ({n}?.Length > 40) {n} = {n}[..10];"
        if t in STRUCTS and self.chance(0.4):
            ft, fn = r.choice(STRUCTS[t])
            return f"{n}.{fn} = {self.expr(ft, s, 2)};"
        same = [m for u, m in all_ if u == t and m != n]
        if same and self.chance(0.2):
            return f"({n}, {same[0]}) = ({same[0]}, {n});"
        return f"{n} = {self.expr(t, s, 3)};"

    def see(self, s, depth):
        t = self.r.choice(ANY)
        return f"See<{t}>({self.expr(t, s, 3)});"

    def mutate(self, s, depth):
        r = self.r
        choices = [f"SI = {self.expr('int', s, 2)};", f"SL ^= {self.expr('long', s, 2)};", f"TI += {self.expr('int', s, 1)};", f"SD = {self.expr('double', s, 2)};"]
        for t, n, w, _ in s.variables:
            if t in STRUCTS and w:
                choices.append(f"Mark({n}.Bump({r.randrange(9)}));")
            if t == "int[]":
                choices.append(f"{n}[{self.expr('int', s, 1)} & 7] {r.choice(['=', '+=', '-='])} {self.expr('int', s, 2)};")
            if t == "Node":
                choices.append(f"{n}.Id = {self.expr('int', s, 2)};")
            if t == "long[]":
                choices.append(f"At({n}, {self.expr('int', s, 1)} & 7) = {self.expr('long', s, 2)};")
        return r.choice(choices)

    def if_(self, s, depth):
        text = f"if ({self.expr('bool', s, 3)}) {self.block(s, 3, depth - 1)}"
        return text + (f" else {self.block(s, 3, depth - 1)}" if self.chance(0.5) else "")

    def for_(self, s, depth):
        n = self.name("i")
        inner = s.inner(loops=s.loops + 1)
        inner.variables.append(("int", n, False, False))
        return f"for (int {n} = 0; {n} < {self.r.randint(1, 6)} && Go(); {n}++) {self.block(inner, 4, depth - 1)}"

    def while_(self, s, depth):
        inner = s.inner(loops=s.loops + 1)
        c = self.expr("bool", s, 2)
        return f"while ({c} && Go()) {self.block(inner, 3, depth - 1)}" if self.chance(0.5) else f"do {self.block(inner, 3, depth - 1)} while ({c} && Go());"

    def foreach(self, s, depth):
        inner = s.inner(loops=s.loops + 1)
        t, source = self.r.choice([("int", f"Seq({self.r.randint(0, 7)}, {self.expr('int', s, 1)})"), ("int", self.expr("int[]", s, 2)), ("char", self.expr("string", s, 2)), ("long", self.expr("long[]", s, 1)),
                                   ("int", f"Seq(5, 3).Where(x => (x & {self.r.randrange(4)}) == 0).Select(x => unchecked(x * SI))")])
        n = self.name("e")
        inner.variables.append((t, n, False, True))
        return f"foreach ({t} {n} in {source}) {{ if (!Go()) break; {self.block(inner, 3, depth - 1)} }}"

    def switch(self, s, depth):
        inner = s.inner()
        out = ["break;", "break;", "goto default;", "goto case 1;"]
        if self.chance(0.3):
            return (f"switch ({self.expr('string', s, 2)}) {{ case \"a\": {self.block(inner, 2, depth - 1)} break; case \"abc\" or \"Zz\": {self.block(inner, 2, depth - 1)} break; "
                    f"case {{ Length: > 5 }} when {self.expr('bool', s, 2)}: {self.block(inner, 2, depth - 1)} break; case null: Mark(3); break; default: {self.block(inner, 2, depth - 1)} break; }}")
        t, cases = self.r.choice([("int", (1, 2, 3, 50, -7)), ("byte", (1, 2, 200)), ("long", (1, 5000000000, -1)), ("uint", (1, 4294967295)), ("char", (1, 65))])
        lines = [f"case {f'({t})' if t == 'char' else ''}{c}: {self.block(inner, 2, depth - 1)} {self.r.choice(out) if c != 1 and t != 'char' else 'break;'}" for c in cases]
        return f"switch ({self.moving(t, s, 2)}) {{ {' '.join(lines)} default: {self.block(inner, 2, depth - 1)} break; }}"

    def try_(self, s, depth):
        text = f"try {self.block(s, 4, depth - 1)}"
        caught = self.ordered(self.r.sample(EXCEPTIONS, self.r.randrange(3)))
        for e in caught:
            n = self.name("x")
            when = f" when (Keep({self.expr('bool', s, 2)}, {self.r.randrange(99)}))" if self.chance(0.4) else ""
            body = self.block(s.inner(in_handler=True), 3, depth - 1)
            if self.chance(0.25):
                body = body[:-1] + f"if ({self.expr('bool', s, 1)}) throw; }}"
            text += f" catch ({e} {n}){when} {{ See({n}); {body} }}"
        if not caught or self.chance(0.4):
            text += f" finally {self.block(s.inner(in_finally=True, in_handler=True, loops=0), 3, depth - 1)}"
        return text

    @staticmethod
    def ordered(names):
        """A base class only after what it would hide."""
        return sorted(names, key=lambda e: (e == "Exception", e == "SystemException", e == "ArithmeticException"))

    def ref_local(self, s, depth):
        n = self.name("r")
        options = [(t, m) for t, m, w, _ in s.variables if w and t in ("int", "long", "Pair", "Nest", "Mix")]
        if not options:
            return self.declare(s, depth)
        t, m = self.r.choice(options)
        target = f"{m}" if t not in ("Pair", "Nest", "Mix") else {"Pair": f"{m}.B", "Nest": f"{m}.P.A", "Mix": f"{m}.Z"}[t]
        rt = {"Pair": "long", "Nest": "int", "Mix": "short"}.get(t, t)
        s.variables.append((rt, n, True, False))
        return f"ref {rt} {n} = ref {target};"

    def context(self, s, depth):
        return f"{self.r.choice(['checked', 'unchecked'])} {self.block(s, 4, depth - 1)}"

    def span(self, s, depth):
        n, t = self.name("sp"), self.r.choice(["int", "byte", "long", "double"])
        sum_ = self.name("m")
        return (f"{{ Span<{t}> {n} = stackalloc {t}[{self.r.randint(1, 6)}]; {n}[{self.expr('int', s, 1)} & 3] = {self.expr(t, s, 2)}; {n}[^1] = {self.expr(t, s, 2)}; "
                f"foreach (ref {t} {sum_} in {n}) {{ unchecked {{ {sum_} += ({t})3; }} See({sum_}); }} Mark({n}[({self.expr('int', s, 1)} & 3)..].Length); }}") if not s.in_handler else self.see(s, depth)

    def local_function(self, s, depth):
        n, t, u, p = self.name("L"), self.r.choice(NUMBERS), self.r.choice(ANY), self.name("p")
        inner = Scope([v for v in s.variables if v[3]] + [(u, p, True, True)], in_lambda=True)
        body = " ".join(self.statement(inner, min(depth - 1, 1)) for _ in range(self.r.randint(1, 3)))
        return f"{t} {n}({u} {p}) {{ {body} return {self.expr(t, inner, 2)}; }} See({n}({self.expr(u, s, 2)})); if (Go()) See({n}({self.expr(u, s, 1)}));"

    def using_(self, s, depth):
        n = self.name("en")
        return f"using (var {n} = Seq({self.r.randint(1, 7)}, 2).GetEnumerator()) {{ while ({n}.MoveNext() && Go()) {{ See({n}.Current); {self.statement(s.inner(), 0)} }} }}"

    def exit(self, s, depth):
        c = self.expr("bool", s, 2)
        if s.loops and self.chance(0.6):
            return f"if ({c}) {self.r.choice(['break', 'continue'])};" if not s.in_finally or s.loops else ""
        if self.chance(0.5) or s.in_finally or s.in_lambda:
            return f"if ({c}) throw {self.r.choice([f'new Own({self.r.randrange(9)})', 'new InvalidCastException()', 'new ArithmeticException()', 'null!'])};"
        return f"if ({c}) return {self.expr(self.result, s, 2)};"

    # -- methods --
    def method(self, i):
        self.result = self.r.choice(ANY)
        params, s = [], Scope()
        for k in range(self.r.randint(1, 6)):
            t, how = self.r.choice(ANY), self.r.choice(["", "", "", "", "ref", "in"])
            params.append((how, t))
            s.variables.append((t, f"a{k}", how != "in", how == ""))
        signature = ", ".join(f"{how} {t} a{k}".strip() for k, (how, t) in enumerate(params))
        inline = self.r.choice(["", "", "[MethodImpl(MethodImplOptions.NoInlining)] ", "[MethodImpl(MethodImplOptions.AggressiveInlining)] "])
        body = "\n    ".join(self.statement(s, 3) for _ in range(self.r.randint(3, 8)))
        text = f"  {inline}static {self.result} M{i}({signature})\n  {{\n    if (++Depth > 30 || !Go()) throw new Own(99);\n    {body}\n    return {self.expr(self.result, s, 3)};\n  }}"
        self.methods.append((f"M{i}", self.result, params))
        return text

    def main(self):
        lines = []
        for name, t, params in self.methods:
            for k in range(3):
                before = "".join(f"{pt} b{j} = {self.literal(pt)}; " for j, (_, pt) in enumerate(params))
                args = ", ".join(f"{how} b{j}".strip() for j, (how, _) in enumerate(params))
                lines.append(f"    Run(\"{name}.{k}\", () => {{ {before}object? r = {name}({args}); {''.join(f'See(b{j}); ' for j, (how, _) in enumerate(params) if how == 'ref')}return r; }});")
        return "  static class Temp<T> { public static T V = default!; }\n  static void Main()\n  {\n" + "\n".join(lines) + "\n  }"
