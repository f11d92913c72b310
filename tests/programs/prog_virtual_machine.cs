// A small language: lexer, parser to an AST, compiler to bytecode with constant folding, stack machine with closures-free functions, traces and errors.
using System.Text;
string[] programs = {
 "print 1 + 2 * 3 - 4 / 2;", "x = 10; while x > 0 { print x; x = x - 3; }", "fn fib(n) { if n < 2 { return n; } return fib(n - 1) + fib(n - 2); } print fib(20);",
 "fn fact(n) { if n == 0 { return 1; } return n * fact(n - 1); } i = 0; while i < 6 { print fact(i); i = i + 1; }", "s = \"con\" + \"cat\"; print s + 1; print len(s); print s == \"concat\";", "print 1 / 0;", "print undefined;", "print 5 +;", "fn f(a, b) { return a - b; } print f(1);", "fn loop(n) { return loop(n + 1); } print loop(0);", "print -(-3) % 2; print !(1 < 2) ; print 1 < 2 && 3 < 2 || 7 == 7;", "print \"a\" * 3;", "x = 5; { x = x + 1; } print x; print max(3, max(9, 4));", "@" };
foreach (var src in programs)
{
    Console.WriteLine("> " + src);
    try { var code = new Compiler().Compile(Parser.Parse(src)); if (src.Length < 40) Console.WriteLine(code.Disassemble()); new Machine(code, Console.Out).Run(); }
    catch (LangError e) when (e.Stage != Stage.Run) { Console.WriteLine($"{e.Stage} error at {e.Position}: {e.Message}"); }
    catch (LangError e) { Console.WriteLine($"runtime error: {e.Message}"); }
}
enum Stage { Lex, Parse, Compile, Run }
class LangError(Stage stage, int position, string m) : Exception(m) { public Stage Stage { get; } = stage; public int Position => position; }
readonly record struct Token(string Kind, string Text, int Position);
static class Lexer
{
    static readonly string[] ops = ["==", "!=", "<=", ">=", "&&", "||", "+", "-", "*", "/", "%", "<", ">", "=", "!", "(", ")", "{", "}", ",", ";"];
    public static IEnumerable<Token> Scan(string s)
    {
        for (int i = 0; i < s.Length;)
        {
            char c = s[i]; int start = i;
            if (char.IsWhiteSpace(c)) { i++; continue; }
            if (char.IsDigit(c)) { while (i < s.Length && char.IsDigit(s[i])) i++; yield return new("num", s[start..i], start); continue; }
            if (char.IsLetter(c)) { while (i < s.Length && char.IsLetterOrDigit(s[i])) i++; var w = s[start..i]; yield return new(w is "print" or "while" or "if" or "else" or "fn" or "return" ? w : "id", w, start); continue; }
            if (c == '"') { i = s.IndexOf('"', i + 1); if (i < 0) throw new LangError(Stage.Lex, start, "unterminated string"); yield return new("str", s[(start + 1)..i++], start); continue; }
            var op = Array.Find(ops, o => string.CompareOrdinal(s, start, o, 0, o.Length) == 0) ?? throw new LangError(Stage.Lex, i, $"unexpected '{c}'");
            i += op.Length; yield return new(op, op, start);
        }
        yield return new("end", "", s.Length);
    }
}
abstract record Node(int At); record Lit(int At, object Value) : Node(At); record Var(int At, string Name) : Node(At); record Bin(int At, string Op, Node L, Node R) : Node(At); record Un(int At, string Op, Node X) : Node(At); record CallN(int At, string Fn, List<Node> Args) : Node(At);
record Print(int At, Node X) : Node(At); record Assign(int At, string Name, Node X) : Node(At); record While(int At, Node C, Node Body) : Node(At); record If(int At, Node C, Node T, Node E) : Node(At); record Block(int At, List<Node> Items) : Node(At); record Fn(int At, string Name, List<string> Ps, Node Body) : Node(At); record Ret(int At, Node X) : Node(At); record ExprS(int At, Node X) : Node(At);
class Parser
{
    readonly Token[] t; int i; Parser(Token[] t) => this.t = t;
    public static Node Parse(string s) { var p = new Parser(Lexer.Scan(s).ToArray()); var l = new List<Node>(); while (p.t[p.i].Kind != "end") l.Add(p.Statement()); return new Block(0, l); }
    bool Take(string k) { if (t[i].Kind != k) return false; i++; return true; }
    Token Need(string k) => t[i].Kind == k ? t[i++] : throw new LangError(Stage.Parse, t[i].Position, $"expected {k}, found {(t[i].Kind == "end" ? "end" : t[i].Text)}");
    Node Statement()
    {
        int at = t[i].Position;
        if (Take("print")) { var x = Expr(0); Need(";"); return new Print(at, x); }
        if (Take("while")) { var c = Expr(0); return new While(at, c, Body()); }
        if (Take("if")) { var c = Expr(0); var b = Body(); return new If(at, c, b, Take("else") ? Body() : null); }
        if (Take("return")) { var x = Expr(0); Need(";"); return new Ret(at, x); }
        if (Take("fn")) { var n = Need("id").Text; Need("("); var ps = new List<string>(); if (!Take(")")) { do ps.Add(Need("id").Text); while (Take(",")); Need(")"); } return new Fn(at, n, ps, Body()); }
        if (t[i].Kind == "{") return Body();
        if (t[i].Kind == "id" && t[i + 1].Kind == "=") { var n = t[i].Text; i += 2; var x = Expr(0); Need(";"); return new Assign(at, n, x); }
        var e = Expr(0); Need(";"); return new ExprS(at, e);
    }
    Node Body() { int at = Need("{").Position; var l = new List<Node>(); while (!Take("}")) l.Add(Statement()); return new Block(at, l); }
    static int Power(string op) => op switch { "||" => 1, "&&" => 2, "==" or "!=" => 3, "<" or ">" or "<=" or ">=" => 4, "+" or "-" => 5, "*" or "/" or "%" => 6, _ => 0 };
    Node Expr(int min) { var l = Unary(); while (Power(t[i].Kind) is var p && p > min) { var op = t[i++]; l = new Bin(op.Position, op.Kind, l, Expr(p)); } return l; }
    Node Unary() { var k = t[i]; if (k.Kind is "-" or "!") { i++; return new Un(k.Position, k.Kind, Unary()); } return Atom(); }
    Node Atom()
    {
        var k = t[i++];
        switch (k.Kind)
        {
            case "num": return new Lit(k.Position, long.Parse(k.Text)); case "str": return new Lit(k.Position, k.Text);
            case "(": { var e = Expr(0); Need(")"); return e; }
            case "id" when t[i].Kind == "(": { i++; var a = new List<Node>(); if (!Take(")")) { do a.Add(Expr(0)); while (Take(",")); Need(")"); } return new CallN(k.Position, k.Text, a); }
            case "id": return new Var(k.Position, k.Text);
            default: throw new LangError(Stage.Parse, k.Position, k.Kind == "end" ? "unexpected end" : $"unexpected {k.Text}");
        }
    }
}
enum Op : byte { Const, Load, Store, Add, Sub, Mul, Div, Mod, Lt, Le, Eq, Not, Neg, Jump, JumpIfNot, Call, Native, Ret, Print, Pop }
record struct Ins(Op Op, int A, int B = 0);
class Code { public List<Ins> Ins = []; public List<object> Consts = []; public List<(string Name, int Params, int Start)> Fns = []; public List<string> Names = [];
    public string Disassemble() { var sb = new StringBuilder(); foreach (var (i, n) in Ins.Select((x, n) => (x, n))) sb.Append(n == 0 ? "" : " ").Append(i.Op switch { Op.Const => $"{Consts[i.A]}", Op.Load or Op.Store => $"{i.Op}:{Names[i.A]}", Op.Jump or Op.JumpIfNot => $"{i.Op}@{i.A}", _ => i.Op.ToString() }); return "  " + sb; } }
class Compiler
{
    readonly Code c = new(); Dictionary<string, int> scope = [];
    public Code Compile(Node n) { var fns = new List<Fn>(); foreach (var f in ((Block)n).Items.OfType<Fn>()) { c.Fns.Add((f.Name, f.Ps.Count, -1)); fns.Add(f); } Gen(n); Emit(Op.Const, Const(0L)); Emit(Op.Ret); foreach (var f in fns) { int k = c.Fns.FindIndex(x => x.Name == f.Name); c.Fns[k] = c.Fns[k] with { Start = c.Ins.Count }; var saved = scope; scope = []; foreach (var p in f.Ps) Slot(p, true); Gen(f.Body); Emit(Op.Const, Const(0L)); Emit(Op.Ret); scope = saved; } return c; }
    int Emit(Op o, int a = 0, int b = 0) { c.Ins.Add(new(o, a, b)); return c.Ins.Count - 1; }
    int Const(object v) { int i = c.Consts.IndexOf(v); if (i >= 0) return i; c.Consts.Add(v); return c.Consts.Count - 1; }
    int Slot(string n, bool add, int at = 0) { if (scope.TryGetValue(n, out int s)) return s; if (!add) throw new LangError(Stage.Compile, at, $"unknown variable {n}"); while (c.Names.Count <= scope.Count) c.Names.Add(n); return scope[n] = scope.Count; }
    static Node Fold(Node n) => n is Bin(var at, var op, var l, var r) ? (Fold(l), Fold(r)) switch { (Lit(_, long a), Lit(_, long b)) when op is not "/" and not "%" || b != 0 => new Lit(at, op switch { "+" => a + b, "-" => a - b, "*" => a * b, "/" => a / b, "%" => a % b, "<" => a < b ? 1L : 0L, ">" => a > b ? 1L : 0L, "<=" => a <= b ? 1L : 0L, ">=" => a >= b ? 1L : 0L, "==" => a == b ? 1L : 0L, "!=" => a != b ? 1L : 0L, "&&" => (a != 0 && b != 0) ? 1L : 0L, _ => (a != 0 || b != 0) ? 1L : 0L }), var (x, y) => new Bin(at, op, x, y) } : n;
    void Gen(Node n)
    {
        switch (Fold(n))
        {
            case Lit l: Emit(Op.Const, Const(l.Value)); break; case Var v: Emit(Op.Load, Slot(v.Name, false, v.At)); break; case Un u: Gen(u.X); Emit(u.Op == "-" ? Op.Neg : Op.Not); break;
            case Bin { Op: "&&" or "||" } b: { Gen(b.L); if (b.Op == "||") Emit(Op.Not); int j = Emit(Op.JumpIfNot); Gen(b.R); int k = Emit(Op.Jump); c.Ins[j] = c.Ins[j] with { A = c.Ins.Count }; Emit(Op.Const, Const(b.Op == "||" ? 1L : 0L)); c.Ins[k] = c.Ins[k] with { A = c.Ins.Count }; break; }
            case Bin b: if (b.Op is ">" or ">=") { Gen(b.R); Gen(b.L); } else { Gen(b.L); Gen(b.R); } Emit(b.Op switch { "+" => Op.Add, "-" => Op.Sub, "*" => Op.Mul, "/" => Op.Div, "%" => Op.Mod, "<" or ">" => Op.Lt, "<=" or ">=" => Op.Le, _ => Op.Eq }); if (b.Op == "!=") Emit(Op.Not); break;
            case CallN f: { foreach (var a in f.Args) Gen(a); int k = c.Fns.FindIndex(x => x.Name == f.Fn); if (k >= 0) { if (c.Fns[k].Params != f.Args.Count) throw new LangError(Stage.Compile, f.At, $"{f.Fn} takes {c.Fns[k].Params} arguments, not {f.Args.Count}"); Emit(Op.Call, k, f.Args.Count); } else Emit(Op.Native, Const(f.Fn), f.Args.Count); break; }
            case Print p: Gen(p.X); Emit(Op.Print); break; case Assign a: Gen(a.X); Emit(Op.Store, Slot(a.Name, true)); break; case ExprS s: Gen(s.X); Emit(Op.Pop); break; case Ret r: Gen(r.X); Emit(Op.Ret); break; case Fn: break;
            case Block bl: foreach (var s in bl.Items) Gen(s); break;
            case While w: { int top = c.Ins.Count; Gen(w.C); int j = Emit(Op.JumpIfNot); Gen(w.Body); Emit(Op.Jump, top); c.Ins[j] = c.Ins[j] with { A = c.Ins.Count }; break; }
            case If f: { Gen(f.C); int j = Emit(Op.JumpIfNot); Gen(f.T); if (f.E != null) { int k = Emit(Op.Jump); c.Ins[j] = c.Ins[j] with { A = c.Ins.Count }; Gen(f.E); c.Ins[k] = c.Ins[k] with { A = c.Ins.Count }; } else c.Ins[j] = c.Ins[j] with { A = c.Ins.Count }; break; }
        }
    }
}
class Machine(Code code, TextWriter output)
{
    readonly Stack<object> stack = new(); readonly Dictionary<string, Func<object[], object>> natives = new() { ["len"] = a => (long)((string)a[0]).Length, ["max"] = a => Math.Max((long)a[0], (long)a[1]) };
    long Num() => stack.Pop() is long l ? l : throw new LangError(Stage.Run, 0, "a number was expected");
    public void Run() { Exec(0, [], 0); }
    object Exec(int pc, object[] args, int depth)
    {
        if (depth > 200) throw new LangError(Stage.Run, pc, "call depth"); var locals = new object[16]; args.CopyTo(locals, 0);
        for (; ; pc++)
        {
            var ins = code.Ins[pc];
            switch (ins.Op)
            {
                case Op.Const: stack.Push(code.Consts[ins.A]); break; case Op.Load: stack.Push(locals[ins.A] ?? throw new LangError(Stage.Run, pc, "unassigned")); break; case Op.Store: locals[ins.A] = stack.Pop(); break;
                case Op.Add: { var b = stack.Pop(); var a = stack.Pop(); stack.Push(a is long x && b is long y ? x + y : $"{a}{b}"); break; }
                case Op.Sub: { long b = Num(), a = Num(); stack.Push(a - b); break; } case Op.Mul: { long b = Num(), a = Num(); stack.Push(a * b); break; }
                case Op.Div: { long b = Num(), a = Num(); try { stack.Push(a / b); } catch (DivideByZeroException e) { throw new LangError(Stage.Run, pc, e.Message); } break; } case Op.Mod: { long b = Num(), a = Num(); stack.Push(a % b); break; }
                case Op.Lt: { long b = Num(), a = Num(); stack.Push(a < b ? 1L : 0L); break; } case Op.Le: { long b = Num(), a = Num(); stack.Push(a <= b ? 1L : 0L); break; } case Op.Eq: { var b = stack.Pop(); stack.Push(Equals(stack.Pop(), b) ? 1L : 0L); break; }
                case Op.Not: stack.Push(Num() == 0 ? 1L : 0L); break; case Op.Neg: stack.Push(-Num()); break; case Op.Jump: pc = ins.A - 1; break; case Op.JumpIfNot: if (Num() == 0) pc = ins.A - 1; break;
                case Op.Call: { var a = new object[ins.B]; for (int i = ins.B; i-- > 0;) a[i] = stack.Pop(); stack.Push(Exec(code.Fns[ins.A].Start, a, depth + 1)); break; }
                case Op.Native: { var a = new object[ins.B]; for (int i = ins.B; i-- > 0;) a[i] = stack.Pop(); stack.Push(natives.TryGetValue((string)code.Consts[ins.A], out var f) ? f(a) : throw new LangError(Stage.Run, pc, $"unknown function {code.Consts[ins.A]}")); break; }
                case Op.Ret: return stack.Pop(); case Op.Print: output.WriteLine(stack.Pop()); break; case Op.Pop: stack.Pop(); break;
            }
        }
    }
}
