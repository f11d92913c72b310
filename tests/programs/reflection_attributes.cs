// Custom attributes with every kind of argument; named properties and fields; inheritance, AllowMultiple; on every kind of target.
using System.Reflection;
[assembly: Mark("assembly")]
[module: Mark("module")]
enum Color : byte { Red, Green, Blue = 200 }
[Flags] enum Bits : long { A = 1, B = 2, Big = 1L << 40 }
[AttributeUsage(AttributeTargets.All, AllowMultiple = true, Inherited = true)]
class MarkAttribute : Attribute {
  public string Text; public int Number { get; set; } public Color Color { get; set; } public Type Type { get; set; } public object Any { get; set; } public int[] List { get; set; } public string[] Names; public Color[] Colors; public object[] Objects; public Type[] Types { get; set; } public bool Flag; public double D; public char C; public Bits Bits; public float F { get; set; }
  public MarkAttribute(string text) => Text = text;
  public override string ToString() => $"Mark({Text ?? "null"}, {Number}, {Color}, {Type?.ToString() ?? "-"}, {Any ?? "-"}:{Any?.GetType().Name}, [{(List == null ? "-" : string.Join(",", List))}], [{(Names == null ? "-" : string.Join(",", Names))}], [{(Colors == null ? "-" : string.Join(",", Colors))}], [{(Objects == null ? "-" : string.Join(",", Objects.Select(o => o?.ToString() ?? "null")))}], [{(Types == null ? "-" : string.Join(",", Types.Select(t => t?.ToString() ?? "null")))}], {Flag}, {D}, {(int)C}, {Bits}, {F})";
}
class ArgsAttribute : Attribute {
  string text;
  public ArgsAttribute(bool b, sbyte sb, byte by, short s, ushort us, int i, uint ui, long l, ulong ul, float f, double d, char c, string str, Type t, Color col, object o) => text = string.Join("|", b, sb, by, s, us, i, ui, l, ul, f, d, (int)c, str, t, col, o + ":" + o?.GetType());
  public ArgsAttribute(int[] a, string[] s, Type[] t, Color[] c, object[] o, params byte[] rest) => text = string.Join(",", a) + "|" + string.Join(",", s) + "|" + string.Join(",", t.Select(x => x?.Name)) + "|" + string.Join(",", c) + "|" + string.Join(",", o.Select(x => x is Array r ? r.Length + "" : x)) + "|" + rest.Length;
  public override string ToString() => "Args " + text;
}
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, Inherited = false)] class NotInherited : Attribute {}
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method | AttributeTargets.Property)] class Single : Attribute { public string S; public Single(string s = "default") => S = s; public override string ToString() => "Single " + S; }
class Gen<T> : Attribute { public T Value { get; set; } public override string ToString() => "Gen " + typeof(T) + " " + Value; }
class SubMark : MarkAttribute { public SubMark() : base("sub") {} }
[Mark("class", Number = 3, Color = Color.Blue, Type = typeof(List<int>), Any = 5L, List = new[] { 1, 2, 3 }, Names = new[] { "a", null }, Colors = new[] { Color.Red, Color.Blue }, Objects = new object[] { 1, "x", typeof(int), Color.Green, null }, Types = new[] { typeof(string), typeof(Dictionary<,>), null }, Flag = true, D = 1.5, C = 'z', Bits = Bits.Big | Bits.A, F = 2.5f)]
[Mark(null)] [NotInherited] [Single] [Serializable]
class A<[Mark("typeparam")] T> {
  [Mark("field")] public int F; [Mark("prop")] public int P { [Mark("getter")] get; [Mark("setter")] [param: Mark("value")] set; } [Mark("event")] public event Action E;
  [Mark("method"), Mark("method2", Any = Color.Green)] [return: Mark("return")] public virtual int M([Mark("param")] int a, [Mark("p2", Any = "s")] string b = "q") => 0;
  [Mark("ctor")] public A() {}
  [Single("virt")] [NotInherited] public virtual void V() {} [Single("vp")] public virtual int VP => 1;
}
[Single("derived")] class B : A<int> { public override int M(int a, string b) => 1; public override void V() {} public override int VP => 2; }
class C : B { }
[Args(true, -1, 255, -2, 65535, int.MinValue, uint.MaxValue, long.MinValue, ulong.MaxValue, 1.5f, double.MaxValue, 'c', "str\u00e9", typeof(A<>), Color.Green, typeof(int[]))] class D1 {}
[Args(new[] { 1 }, new[] { "s", "t" }, new[] { typeof(int), typeof(A<string>) }, new[] { Color.Blue }, new object[] { new[] { 1, 2 }, 7 }, 1, 2, 3)] class D2 {}
[Gen<int>(Value = 4)] [SubMark(Number = 8)] class D3 {}
static class P {
  static void Show(string what, IEnumerable<object> list) { Console.WriteLine(what + ":"); foreach (var s in list.Select(o => o.ToString()).OrderBy(s => s, StringComparer.Ordinal)) Console.WriteLine("  " + s); }
  static void Main() {
    foreach (var t in new[] { typeof(A<>), typeof(B), typeof(C), typeof(D1), typeof(D2), typeof(D3) }) { Show(t.Name + " inherit", t.GetCustomAttributes(true).Where(a => a.GetType().Namespace == null)); Show(t.Name, t.GetCustomAttributes(false).Where(a => a.GetType().Namespace == null)); }
    var a = typeof(A<int>);
    Show("field", a.GetField("F").GetCustomAttributes()); Show("prop", a.GetProperty("P").GetCustomAttributes()); Show("event", a.GetEvent("E").GetCustomAttributes()); Show("getter", a.GetProperty("P").GetMethod.GetCustomAttributes<MarkAttribute>()); Show("setter", a.GetProperty("P").SetMethod.GetCustomAttributes<MarkAttribute>()); Show("value", a.GetProperty("P").SetMethod.GetParameters()[0].GetCustomAttributes());
    Show("method", a.GetMethod("M").GetCustomAttributes()); Show("return", a.GetMethod("M").ReturnParameter.GetCustomAttributes()); Show("param", a.GetMethod("M").GetParameters()[0].GetCustomAttributes()); Show("param2", a.GetMethod("M").GetParameters()[1].GetCustomAttributes());
    Show("ctor", a.GetConstructors()[0].GetCustomAttributes()); Show("typeparam", typeof(A<>).GetGenericArguments()[0].GetCustomAttributes());
    Show("B.M", typeof(B).GetMethod("M").GetCustomAttributes(true)); Show("B.M not", typeof(B).GetMethod("M").GetCustomAttributes(false)); Show("B.V", Attribute.GetCustomAttributes(typeof(B).GetMethod("V"), true)); Show("C.VP", Attribute.GetCustomAttributes(typeof(C).GetProperty("VP"), true)); Show("C.VP not", typeof(C).GetProperty("VP").GetCustomAttributes(true));
    Show("assembly", typeof(P).Assembly.GetCustomAttributes<MarkAttribute>()); Show("module", typeof(P).Module.GetCustomAttributes<MarkAttribute>());
    Console.WriteLine(typeof(B).IsDefined(typeof(Single)) + " " + typeof(C).IsDefined(typeof(Single), false) + " " + typeof(C).IsDefined(typeof(Single), true) + " " + typeof(B).IsDefined(typeof(NotInherited), true) + " " + Attribute.IsDefined(typeof(C), typeof(MarkAttribute)));
    Console.WriteLine(typeof(C).GetCustomAttribute<Single>() + " " + (typeof(C).GetCustomAttribute<Single>(false) == null) + " " + typeof(D3).GetCustomAttribute<SubMark>().Number);
    try { typeof(A<>).GetCustomAttribute<MarkAttribute>(); } catch (AmbiguousMatchException e) { Console.WriteLine("ambiguous"); }
    Console.WriteLine(typeof(A<>).IsSerializable + " " + typeof(A<>).GetCustomAttributes(typeof(SerializableAttribute), false).Length);
    foreach (var d in typeof(A<>).GetCustomAttributesData().Where(d => d.AttributeType == typeof(MarkAttribute))) Console.WriteLine(d.Constructor + " " + d.ConstructorArguments.Count + " " + string.Join(";", d.NamedArguments.Select(n => n.MemberName + "=" + n.TypedValue.ArgumentType.Name + (n.IsField ? " field" : ""))));
    foreach (var d in typeof(D1).CustomAttributes) Console.WriteLine(d.AttributeType + "(" + string.Join(", ", d.ConstructorArguments.Select(x => x.ToString())) + ")");
  }
}
