// A serializer over properties and fields: write and read back objects with lists, dictionaries, nested and inherited members.
using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Reflection;
using System.Text;

[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)] class SkipAttribute : Attribute { }
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)] class NameAttribute : Attribute { public string Value; public NameAttribute(string v) { Value = v; } }
abstract class Entity { public Guid Key { get; set; } [Skip] public object Cache { get; set; } = new object(); }
enum Color : byte { Red = 1, Blue = 4 }
class Item : Entity { public string Title { get; set; } public double Price { get; init; } public Color Color { get; set; } public int? Stock { get; set; } [Name("when")] public DateTime Added { get; set; } public bool Flag; }
record Point(int X, int Y);
class Store : Entity { public List<Item> Items { get; set; } = new(); public Dictionary<string, int> Counts { get; set; } = new(); public int[] Numbers { get; set; } public Point Where { get; set; } public static int Ignored { get; set; } = 9; }

static class Writer
{
    public static string Write(object o) { var b = new StringBuilder(); Write(b, o); return b.ToString(); }
    static IEnumerable<MemberInfo> Members(Type t) => t.GetMembers(BindingFlags.Public | BindingFlags.Instance)
        .Where(m => (m is PropertyInfo { CanRead: true } p && p.GetIndexParameters().Length == 0 || m is FieldInfo) && !m.IsDefined(typeof(SkipAttribute)) && m.Name != "EqualityContract")
        .OrderBy(m => m.Name, StringComparer.Ordinal);
    static void Write(StringBuilder b, object o)
    {
        switch (o)
        {
            case null: b.Append("null"); return;
            case string s: b.Append('"').Append(s).Append('"'); return;
            case bool or Guid: b.Append(o.ToString()); return;
            case DateTime d: b.Append(d.ToString("s", CultureInfo.InvariantCulture)); return;
            case Enum e: b.Append(e.ToString()); return;
            case IFormattable f when o.GetType().IsPrimitive: b.Append(f.ToString(null, CultureInfo.InvariantCulture)); return;
            case IDictionary map: b.Append('<'); foreach (DictionaryEntry e in map) { Write(b, e.Key); b.Append("=>"); Write(b, e.Value); b.Append(' '); } b.Append('>'); return;
            case IEnumerable list: b.Append('['); foreach (object x in list) { Write(b, x); b.Append(' '); } b.Append(']'); return;
        }
        b.Append(o.GetType().Name).Append('{');
        foreach (MemberInfo m in Members(o.GetType()))
        {
            b.Append(m.GetCustomAttribute<NameAttribute>()?.Value ?? m.Name).Append('=');
            Write(b, m is PropertyInfo p ? p.GetValue(o) : ((FieldInfo)m).GetValue(o));
            b.Append(';');
        }
        b.Append('}');
    }
    public static object Clone(object o)
    {
        if (o == null || o is string || o.GetType().IsValueType) return o;
        Type t = o.GetType();
        if (o is Array a) { Array copy = (Array)a.Clone(); for (int i = 0; i < copy.Length; i++) copy.SetValue(Clone(copy.GetValue(i)), i); return copy; }
        if (o is IList l) { var copy = (IList)Activator.CreateInstance(t); foreach (object x in l) copy.Add(Clone(x)); return copy; }
        if (o is IDictionary d) { var copy = (IDictionary)Activator.CreateInstance(t); foreach (DictionaryEntry e in d) copy.Add(Clone(e.Key), Clone(e.Value)); return copy; }
        object made = System.Runtime.CompilerServices.RuntimeHelpers.GetUninitializedObject(t);
        for (Type b = t; b != typeof(object); b = b.BaseType)
            foreach (FieldInfo f in b.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)) f.SetValue(made, Clone(f.GetValue(o)));
        return made;
    }
}

static class Program
{
    static void Main()
    {
        var store = new Store { Key = new Guid("00112233-4455-6677-8899-aabbccddeeff"), Numbers = new[] { 1, 2 }, Where = new Point(3, 4), Counts = { ["a"] = 1 } };
        store.Items.Add(new Item { Title = "pen", Price = 1.25, Color = Color.Blue, Stock = 3, Added = new DateTime(2024, 5, 6, 7, 8, 9), Flag = true });
        store.Items.Add(new Item { Title = null, Color = (Color)9 });
        string text = Writer.Write(store);
        Console.WriteLine(text);
        var copy = (Store)Writer.Clone(store);
        Console.WriteLine(Writer.Write(copy) == text);
        copy.Items[0].Title = "changed";
        Console.WriteLine(store.Items[0].Title + " " + copy.Items[0].Title + " " + ReferenceEquals(copy.Where, store.Where) + " " + (copy.Where == store.Where));
        Console.WriteLine(Writer.Write(new { Anonymous = true, Inner = new { Deep = 1 } }).Replace(nameof(Program), "").Contains("Deep=1"));
    }
}
