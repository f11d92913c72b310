// Mapping between classes by property names, with nested objects, lists, nullables, enums and conversions; delegates over accessors.
using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;

enum Level { Low, High }
class Address { public string City { get; set; } public int? Zip { get; set; } }
class Person { public int Id { get; set; } public string Name { get; set; } public DateTime Born { get; set; } public Level Level { get; set; } public Address Home { get; set; } public List<string> Tags { get; set; } = new(); private string Secret { get; set; } = "s"; public decimal Money; }
class AddressDto { public string City { get; set; } public int Zip { get; set; } }
class PersonDto { public long Id { get; set; } public string Name { get; set; } public string Born { get; set; } public string Level { get; set; } public AddressDto Home { get; set; } public string[] Tags { get; set; } public int Ignored { get; } = 3; }

static class Mapper
{
    public static T Map<T>(object source) where T : new() => (T)Map(source, typeof(T));
    public static object Map(object source, Type target)
    {
        if (source == null) return null;
        object result = Activator.CreateInstance(target);
        foreach (PropertyInfo to in target.GetProperties().Where(p => p.CanWrite))
        {
            PropertyInfo from = source.GetType().GetProperty(to.Name);
            if (from != null) to.SetValue(result, Convert(from.GetValue(source), to.PropertyType));
        }
        return result;
    }
    private static object Convert(object value, Type to)
    {
        if (value == null) return to.IsValueType && Nullable.GetUnderlyingType(to) == null ? Activator.CreateInstance(to) : null;
        to = Nullable.GetUnderlyingType(to) ?? to;
        if (to.IsInstanceOfType(value)) return value;
        if (value is DateTime d && to == typeof(string)) return d.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        if (to == typeof(string)) return value.ToString();
        if (to.IsEnum) return Enum.Parse(to, value.ToString());
        if (to.IsArray && value is IEnumerable list) { var items = list.Cast<object>().ToList(); Array a = Array.CreateInstance(to.GetElementType(), items.Count); for (int i = 0; i < items.Count; i++) a.SetValue(items[i], i); return a; }
        if (to.IsPrimitive) return System.Convert.ChangeType(value, to);
        return Map(value, to);
    }
}

static class Program
{
    static void Dump(object o, string indent = "")
    {
        foreach (PropertyInfo p in o.GetType().GetProperties())
        {
            object v = p.GetValue(o);
            if (v is AddressDto or Address) { Console.WriteLine(indent + p.Name + ":"); Dump(v, indent + "  "); }
            else Console.WriteLine($"{indent}{p.Name} ({p.PropertyType.Name}) = {(v is IEnumerable<string> l ? string.Join("+", l) : v)}");
        }
    }
    static void Main()
    {
        var p = new Person { Id = 7, Name = "Ann", Born = new DateTime(1990, 2, 3), Level = Level.High, Home = new Address { City = "Bern", Zip = 3000 }, Tags = { "a", "b" }, Money = 1.5m };
        var dto = Mapper.Map<PersonDto>(p);
        Dump(dto);
        Dump(Mapper.Map<PersonDto>(new Person { Home = new Address() }));
        Console.WriteLine(typeof(Person).GetProperty("Secret", BindingFlags.NonPublic | BindingFlags.Instance).GetValue(p));
        FieldInfo money = typeof(Person).GetField("Money");
        money.SetValue(p, 2.25m);
        Console.WriteLine(((decimal)money.GetValue(p)).ToString(System.Globalization.CultureInfo.InvariantCulture));
        var getName = typeof(Person).GetProperty("Name").GetMethod.CreateDelegate<Func<Person, string>>();
        var setName = typeof(Person).GetProperty("Name").SetMethod.CreateDelegate<Action<Person, string>>();
        setName(p, getName(p) + "a");
        Console.WriteLine(p.Name);
        object boxed = new KeyValuePair<string, int>("k", 5);
        Console.WriteLine(string.Join(",", boxed.GetType().GetProperties().Select(x => x.Name + "=" + x.GetValue(boxed))));
        object tuple = (1, "two");
        Console.WriteLine(string.Join(",", tuple.GetType().GetFields().Select(x => x.Name + "=" + x.GetValue(tuple))));
    }
}
