// CsvHelper: records of classes, maps, attributes, converters, dynamic-free reading and writing.
using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using CsvHelper.Configuration.Attributes;
using CsvHelper.TypeConversion;

var text = "Id,Name,When,Price,Kind,Note\n1,\"Smith, J\",2024-01-02,3.50,Big,\n2,Ada,2024-03-04,10.25,Small,\"a \"\"quoted\"\" word\"\n";
using (var csv = new CsvReader(new StringReader(text), CultureInfo.InvariantCulture))
    foreach (var r in csv.GetRecords<Item>()) Console.WriteLine($"{r.Id} {r.Name} {r.When:yyyy-MM-dd} {r.Price} {r.Kind} [{r.Note}]");
var config = new CsvConfiguration(CultureInfo.InvariantCulture) { Delimiter = ";", HasHeaderRecord = true, PrepareHeaderForMatch = a => a.Header.ToLowerInvariant() };
using (var csv = new CsvReader(new StringReader("ID;full name;tags\n7;Grace;x|y\n8;Alan;\n"), config)) {
    csv.Context.RegisterClassMap<PersonMap>();
    foreach (var p in csv.GetRecords<Person>()) Console.WriteLine($"{p.Id} {p.Name} {string.Join("+", p.Tags)}");
}
using (var csv = new CsvReader(new StringReader("a,b\n1,x\n2,y\n"), CultureInfo.InvariantCulture)) {
    csv.Read(); csv.ReadHeader();
    while (csv.Read()) Console.WriteLine(csv.GetField<int>("a") + csv.GetField(1));
}
using (var csv = new CsvReader(new StringReader("Id,Name,When,Price,Kind,Note\nx,n,2024-01-02,1,Big,\n"), CultureInfo.InvariantCulture))
    try { csv.GetRecords<Item>().ToList(); } catch (TypeConverterException e) { Console.WriteLine(e.GetType().Name + " " + e.Text + " " + e.MemberMapData.Member.Name); }
using (var csv = new CsvReader(new StringReader("Id\n1\n"), CultureInfo.InvariantCulture))
    try { csv.GetRecords<Item>().ToList(); } catch (HeaderValidationException e) { Console.WriteLine(e.InvalidHeaders.Length); }
var writer = new StringWriter { NewLine = "\n" };
using (var csv = new CsvWriter(writer, CultureInfo.InvariantCulture)) {
    csv.WriteRecords(new[] { new Item { Id = 1, Name = "a,b", When = new DateTime(2024, 5, 6), Price = 1.5m, Kind = Kind.Big }, new Item { Id = 2, Name = "c\"d", Kind = Kind.Small, Note = "n" } });
    csv.NextRecord();
    csv.WriteRecords(new[] { new Pair("x", 1), new Pair("y", 2) });
    csv.WriteField("lone"); csv.WriteField(3.25); csv.NextRecord();
}
Console.Write(writer);
using (var csv = new CsvReader(new StringReader("Key,Value\np,5\nq,6\n"), CultureInfo.InvariantCulture)) foreach (var p in csv.GetRecords<Pair>()) Console.WriteLine(p);
var anonymous = new { Id = 0, Name = "" };
using (var csv = new CsvReader(new StringReader("Id,Name\n4,four\n"), CultureInfo.InvariantCulture)) foreach (var a in csv.GetRecords(anonymous)) Console.WriteLine(a);

enum Kind { Small, Big }
class Item {
    public int Id { get; set; }
    public string Name { get; set; }
    [Format("yyyy-MM-dd")] public DateTime When { get; set; }
    public decimal Price { get; set; }
    public Kind Kind { get; set; }
    [Optional] public string Note { get; set; }
}
class Person { public int Id { get; set; } public string Name { get; set; } public List<string> Tags { get; set; } }
class PersonMap : ClassMap<Person> {
    public PersonMap() {
        Map(p => p.Id);
        Map(p => p.Name).Name("full name");
        Map(p => p.Tags).TypeConverter<TagConverter>();
    }
}
class TagConverter : DefaultTypeConverter {
    public override object ConvertFromString(string text, IReaderRow row, MemberMapData data) => text.Split('|', StringSplitOptions.RemoveEmptyEntries).ToList();
}
record Pair(string Key, int Value);
