// TypeDescriptor and TypeConverter: converters of the primitives, enums, nullables, own converters, properties and attributes.
//stress: 100
using System.ComponentModel;
using System.Globalization;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
foreach (var (type, text) in new (Type, string)[] { (typeof(int), "42"), (typeof(long), "-5"), (typeof(double), "2.5"), (typeof(decimal), "1.10"), (typeof(bool), "True"), (typeof(char), "x"),
    (typeof(byte), "0x1f"), (typeof(DateTime), "2024-02-29"), (typeof(TimeSpan), "01:02:03"), (typeof(Guid), "01234567-89ab-cdef-0123-456789abcdef"), (typeof(string), "s"),
    (typeof(DayOfWeek), "Friday"), (typeof(ConsoleModifiers), "Alt, Shift"), (typeof(int?), "7"), (typeof(int?), ""), (typeof(Uri), "http://a/b"), (typeof(Version), "1.2.3"), (typeof(DateOnly), "2024-01-02"),
    (typeof(Celsius), "36.6C"), (typeof(float), "1e3") })
{
    TypeConverter c = TypeDescriptor.GetConverter(type);
    object? value = c.ConvertFromInvariantString(text);
    Console.WriteLine($"{type.Name} {c.GetType().Name} {value ?? "null"} {value?.GetType().Name} {c.ConvertToInvariantString(value)} {c.CanConvertFrom(typeof(string))} {c.CanConvertTo(typeof(int))}");
}
try { TypeDescriptor.GetConverter(typeof(int)).ConvertFromInvariantString("x"); } catch (Exception e) { Console.WriteLine(e.GetType().Name + ": " + e.Message); }
try { TypeDescriptor.GetConverter(typeof(DayOfWeek)).ConvertFromInvariantString("Someday"); } catch (Exception e) { Console.WriteLine(e.GetType().Name); }
try { TypeDescriptor.GetConverter(typeof(object)).ConvertFrom("x"); } catch (NotSupportedException e) { Console.WriteLine(e.Message); }
Console.WriteLine(TypeDescriptor.GetConverter(typeof(DayOfWeek)).GetStandardValues()!.Count + " " + TypeDescriptor.GetConverter(typeof(bool)).IsValid("maybe"));
Console.WriteLine(TypeDescriptor.GetConverter(new int[0]).ConvertToString(new int[2]) + " " + TypeDescriptor.GetConverter(new List<int>()).GetType().Name);

var item = new Item { Name = "n", Size = 3, Level = Level.High };
foreach (PropertyDescriptor p in TypeDescriptor.GetProperties(item))
    Console.WriteLine($"{p.Name} {p.PropertyType.Name} '{p.DisplayName}' '{p.Description}' {p.Category} {p.IsReadOnly} {p.GetValue(item)} {p.Converter.GetType().Name} {p.ShouldSerializeValue(item)}");
PropertyDescriptor size = TypeDescriptor.GetProperties(typeof(Item))["Size"]!;
size.AddValueChanged(item, (s, e) => Console.WriteLine("changed"));
size.SetValue(item, size.Converter.ConvertFromInvariantString("99"));
size.ResetValue(item);
Console.WriteLine(item.Size + " " + ((DefaultValueAttribute)size.Attributes[typeof(DefaultValueAttribute)]!).Value);
Console.WriteLine(TypeDescriptor.GetAttributes(item).OfType<DescriptionAttribute>().First().Description + " " + TypeDescriptor.GetClassName(item) + " " + TypeDescriptor.GetDefaultProperty(item)?.Name);
Console.WriteLine(string.Join(",", TypeDescriptor.GetEvents(item).Cast<EventDescriptor>().Select(e => e.Name)));
Console.WriteLine(string.Join(",", TypeDescriptor.GetProperties(item, new Attribute[] { new BrowsableAttribute(true) }).Cast<PropertyDescriptor>().Select(p => p.Name)));

enum Level { Low, High }
[TypeConverter(typeof(CelsiusConverter))] readonly record struct Celsius(double Degrees);
class CelsiusConverter : TypeConverter
{
    public override bool CanConvertFrom(ITypeDescriptorContext? c, Type t) => t == typeof(string) || base.CanConvertFrom(c, t);
    public override object? ConvertFrom(ITypeDescriptorContext? c, CultureInfo? i, object v) => v is string s ? new Celsius(double.Parse(s.TrimEnd('C'), CultureInfo.InvariantCulture)) : base.ConvertFrom(c, i, v);
    public override object? ConvertTo(ITypeDescriptorContext? c, CultureInfo? i, object? v, Type t) => v is Celsius d && t == typeof(string) ? d.Degrees.ToString(CultureInfo.InvariantCulture) + "C" : base.ConvertTo(c, i, v, t);
}
[Description("an item"), DefaultProperty("Name")]
class Item
{
    [DisplayName("The name"), Description("what it is called"), Category("Main")] public string Name { get; set; } = "";
    [DefaultValue(5)] public int Size { get; set; }
    public Level Level { get; set; }
    [Browsable(false)] public double Hidden => 1.5;
    public Celsius Heat { get; set; }
    public event EventHandler? Changed;
    protected void Raise() => Changed?.Invoke(this, EventArgs.Empty);
}
