// Parameters: names, positions, defaults of every kind, by-reference kinds, modifiers, params, optional, marshalling; return parameters.
using System.Reflection; using System.Runtime.InteropServices; using System.Runtime.CompilerServices;
enum E { A, B = 5 } struct St { public int X; } delegate ref readonly int RefDel(in int a, out string b);
unsafe class C {
  public static void Defaults(bool b = true, char c = 'x', sbyte s1 = -1, byte b1 = 200, short s2 = -300, ushort u2 = 60000, int i = -70000, uint u = 4000000000, long l = long.MinValue, ulong ul = ulong.MaxValue, float f = 1.5f, double d = -0.0, string s = "text\u20ac", string empty = "", string n = null, object o = null, E e = E.B, E? en = E.A, int? ni = 3, int? nn = null, St st = default, decimal m = 12.50m, DateTime dt = default) {}
  public static ref int Refs(ref int a, out string b, in long c, ref readonly St d, params int[] rest) => throw null;
  public static ref readonly int RR(in St s) => throw null; public static void Scoped(scoped ref int a, scoped Span<int> s) {} public static void Opt([Optional] int a, [Optional, DefaultParameterValue(7)] int b, [In] string s, [Out] char[] buf) {}
  public static int* Ptr(int* p, void** pp, delegate*<int, string> f, delegate* unmanaged[Cdecl]<byte, void> g) => p; public static void Arr(int[] a, int[,] b, int[][] c, int[,,][] d) {} public static (int a, string b) Tup((int x, (long y, byte z) w) t) => default;
  public static void Spans(params ReadOnlySpan<string> s) {} public static void Caller([CallerMemberName] string m = "", [CallerLineNumber] int l = 0) {} public static dynamic Dyn(dynamic d, List<dynamic> l) => d; public int this[int index, string key] { get => 0; set {} } public event Action<int> Ev { add {} remove {} } [return: MarshalAs(UnmanagedType.I1)] public static bool Ret([MarshalAs(UnmanagedType.LPWStr)] string s, [MarshalAs(UnmanagedType.LPArray, SizeParamIndex = 1, ArraySubType = UnmanagedType.U4)] int[] a) => true;
  public volatile int Vol; public readonly int Ro; public static readonly string Sro; public const decimal Dec = 1.1m; public required int Req { get; init; }
}
static class P {
  static string V(object o) => o switch { null => "null", DBNull => "DBNull", Missing => "Missing", string s => "\"" + s + "\"", IFormattable f => f.ToString(null, System.Globalization.CultureInfo.InvariantCulture) + ":" + o.GetType().Name, _ => o + ":" + o.GetType().Name };
  static void Show(MethodBase m) {
    Console.WriteLine(m);
    foreach (var p in m.GetParameters()) Console.WriteLine($"  {p.Position} {p.Name} {p.ParameterType} attr={p.Attributes} in={p.IsIn} out={p.IsOut} opt={p.IsOptional} has={p.HasDefaultValue} def={(p.HasDefaultValue ? V(p.DefaultValue) : "-")} raw={(p.HasDefaultValue ? V(p.RawDefaultValue) : "-")} req=[{string.Join(",", p.GetRequiredCustomModifiers().Select(t => t.Name))}] member={p.Member.Name} ca=[{string.Join(",", p.GetCustomAttributes().Select(a => a.GetType().Name).OrderBy(s => s, StringComparer.Ordinal))}]");
    if (m is MethodInfo mi) Console.WriteLine($"  ret {mi.ReturnParameter} name={mi.ReturnParameter.Name ?? "null"} pos={mi.ReturnParameter.Position} {mi.ReturnType} req=[{string.Join(",", mi.ReturnParameter.GetRequiredCustomModifiers().Select(t => t.Name))}] opt=[{string.Join(",", mi.ReturnParameter.GetOptionalCustomModifiers().Select(t => t.Name))}]");
  }
  static void Main() {
    foreach (var m in typeof(C).GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly)) Show(m);
    Show(typeof(RefDel).GetMethod("Invoke")); Show(typeof(RefDel).GetConstructors()[0]);
    foreach (var f in typeof(C).GetFields()) Console.WriteLine(f + " " + f.Attributes + " req=[" + string.Join(",", f.GetRequiredCustomModifiers().Select(t => t.Name)) + "] literal=" + f.IsLiteral + " init=" + f.IsInitOnly);
    Console.WriteLine(V(typeof(C).GetField("Dec").IsInitOnly)); foreach (var p in typeof(C).GetProperties()) Console.WriteLine(p + " " + string.Join(",", p.GetIndexParameters().Select(i => i.ToString())) + " " + string.Join(",", p.GetAccessors().Select(a => a.Name)) + " set=" + string.Join(",", p.SetMethod?.ReturnParameter.GetRequiredCustomModifiers().Select(t => t.Name) ?? Array.Empty<string>()));
    var fp = typeof(C).GetMethod("Ptr").GetParameters()[2].ParameterType; Console.WriteLine(fp.IsFunctionPointer + " " + fp.IsUnmanagedFunctionPointer + " " + fp.GetFunctionPointerReturnType() + " " + string.Join(",", fp.GetFunctionPointerParameterTypes().Select(t => t.ToString()))); var gp = typeof(C).GetMethod("Ptr").GetParameters()[3].ParameterType; Console.WriteLine(gp.IsFunctionPointer + " " + gp.IsUnmanagedFunctionPointer + " " + gp);
    var ma = typeof(C).GetMethod("Ret").GetParameters()[1].GetCustomAttribute<MarshalAsAttribute>(); Console.WriteLine(ma.Value + " " + ma.SizeParamIndex + " " + ma.ArraySubType);
    foreach (var a in typeof(C).GetMethod("Tup").ReturnParameter.GetCustomAttributes<TupleElementNamesAttribute>()) Console.WriteLine(string.Join(",", a.TransformNames)); Console.WriteLine(string.Join(",", typeof(C).GetMethod("Tup").GetParameters()[0].GetCustomAttribute<TupleElementNamesAttribute>().TransformNames.Select(n => n ?? "null")));
  }
}
