// Enums by reflection: fields with attributes (Description and own ones), values, names, underlying types, flags.
using System.ComponentModel; using System.Reflection;
class CodeAttribute(string code) : Attribute { public string Code => code; }
enum Level : short { [Description("the lowest"), Code("L")] Low = -1, [Code("M")] Mid, [Description("the highest")] [Obsolete("no")] High = 10, Alias = 10 }
[Flags] enum Perm : ulong { None, [Description("can read")] Read = 1, Write = 2, All = Read | Write, Top = 1UL << 63 }
static class P {
  static string Describe(Enum e) => e.GetType().GetField(e.ToString())?.GetCustomAttribute<DescriptionAttribute>()?.Description ?? "(none)";
  static void Main() {
    foreach (Level l in Enum.GetValues<Level>()) Console.WriteLine(l + " " + (short)l + " " + Describe(l)); Console.WriteLine(Describe(Perm.Read) + " " + Describe(Perm.Write) + " " + Describe(Perm.All));
    foreach (var t in new[] { typeof(Level), typeof(Perm) }) {
      Console.WriteLine(t + " " + t.IsEnum + " " + t.GetEnumUnderlyingType() + " " + Enum.GetUnderlyingType(t) + " " + t.BaseType + " " + t.IsDefined(typeof(FlagsAttribute)) + " " + Type.GetTypeCode(t) + " " + string.Join(",", t.GetEnumNames()) + " " + t.GetEnumName(1) + " " + t.IsEnumDefined(t == typeof(Level) ? (short)10 : 2UL));
      foreach (var f in t.GetFields()) Console.WriteLine("  " + f + " " + f.Attributes + " " + f.IsLiteral + " " + (f.IsLiteral ? f.GetRawConstantValue() + " " + f.GetRawConstantValue().GetType() : "") + " " + string.Join(",", f.GetCustomAttributes().Select(a => a.GetType().Name + (a is CodeAttribute c ? c.Code : "")).OrderBy(s => s, StringComparer.Ordinal)));
      foreach (var f in t.GetFields(BindingFlags.Public | BindingFlags.Static)) Console.WriteLine("  " + f.Name + " = " + f.GetValue(null) + " " + Convert.ChangeType(f.GetValue(null), Enum.GetUnderlyingType(t)));
    }
    Console.WriteLine(typeof(Level).GetMember("High")[0].GetCustomAttribute<ObsoleteAttribute>().Message + " " + typeof(Level).GetField("value__").FieldType + " " + typeof(Level).GetField("nothing"));
    foreach (var v in Enum.GetValues(typeof(Perm))) Console.Write(v + " "); Console.WriteLine(Enum.Parse(typeof(Perm), "Read, Write") + " " + Enum.ToObject(typeof(Level), -1) + " " + Enum.Format(typeof(Level), Level.High, "x"));
  }
}
