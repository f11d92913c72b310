// Newtonsoft.Json: classes, collections, attributes, converters, LINQ to JSON, errors.
using System.Runtime.Serialization;
using Newtonsoft.Json;
using Newtonsoft.Json.Converters;
using Newtonsoft.Json.Linq;
using Newtonsoft.Json.Serialization;

var order = new Order { Id = 5, Customer = new Customer("Ada", 36), Lines = { new Line { Sku = "a", Count = 2, Price = 1.25m }, new Line { Sku = "b", Count = 1, Price = 9m } }, Tags = ["x", "y"],
    Stock = new() { ["a"] = 4, ["b"] = 0 }, Status = Status.Shipped, When = new DateTime(2024, 1, 2, 3, 4, 5, DateTimeKind.Utc), Note = null, Ratio = 0.5, Any = new List<int> { 1, 2 } };
string json = JsonConvert.SerializeObject(order, Formatting.Indented);
Console.WriteLine(json);
var back = JsonConvert.DeserializeObject<Order>(json);
Console.WriteLine($"{back.Id} {back.Customer.Name} {back.Customer.Age} {back.Lines.Count} {back.Lines[0].Price} {string.Join(",", back.Tags)} {back.Stock["a"]} {back.Status} {back.When:O} {back.Any}");
var settings = new JsonSerializerSettings { NullValueHandling = NullValueHandling.Ignore, ContractResolver = new CamelCasePropertyNamesContractResolver(), Converters = { new StringEnumConverter() }, DefaultValueHandling = DefaultValueHandling.Ignore };
Console.WriteLine(JsonConvert.SerializeObject(order, settings));
var typed = new JsonSerializerSettings { TypeNameHandling = TypeNameHandling.Auto };
string shapes = JsonConvert.SerializeObject(new Shape[] { new Circle { R = 2 }, new Square { Side = 3 } }, typed);
Console.WriteLine(shapes);
foreach (var s in JsonConvert.DeserializeObject<Shape[]>(shapes, typed)) Console.WriteLine(s.GetType().Name + s.Area());
var o = JObject.Parse("""{ "a": [1, 2, { "b": "c" }], "d": null, "e": 1.5, "f": true }""");
Console.WriteLine(o["a"][2]["b"] + " " + (double)o["e"] + " " + o.SelectToken("$.a[1]") + " " + o["a"].Count() + " " + string.Join(",", o.Properties().Select(p => p.Name + ":" + p.Value.Type)));
o["g"] = JToken.FromObject(new { x = 1, y = new[] { "p", "q" } });
Console.WriteLine(o.ToString(Formatting.None));
Console.WriteLine(o.SelectTokens("$..b").Single());
var d = JsonConvert.DeserializeObject<Dictionary<string, List<int>>>("""{"p":[1,2],"q":[]}""");
Console.WriteLine(d["p"].Sum() + " " + d["q"].Count);
Console.WriteLine(string.Join(";", JsonConvert.DeserializeObject<HashSet<string>>("[\"b\",\"a\",\"b\"]")) + " " + JsonConvert.DeserializeObject<int[,]>("[[1,2],[3,4]]")[1, 0] + " " + JsonConvert.DeserializeObject<(int, string)>("""{"Item1":1,"Item2":"t"}"""));
var p = JsonConvert.DeserializeObject<Point>("""{"x":3,"y":4}""");
Console.WriteLine(p + " " + JsonConvert.SerializeObject(p) + " " + JsonConvert.SerializeObject(new KeyValuePair<int, string>(1, "v")) + JsonConvert.SerializeObject(new int?[] { 1, null }) + JsonConvert.DeserializeObject<long?>("7"));
JsonConvert.PopulateObject("""{"Id":99,"Tags":["z"]}""", order);
Console.WriteLine(order.Id + string.Join(",", order.Tags));
try { JsonConvert.DeserializeObject<Order>("{ \"Id\": \"x\" }"); } catch (JsonReaderException e) { Console.WriteLine(e.Message); }
try { JsonConvert.DeserializeObject<Order>("{ \"Id\": "); } catch (JsonException e) { Console.WriteLine(e.GetType().Name + ": " + e.Message); }
try { JsonConvert.DeserializeObject<Strict>("{}"); } catch (JsonSerializationException e) { Console.WriteLine(e.Message); }
var node = new Node { Name = "n" }; node.Next = node;
try { JsonConvert.SerializeObject(node); } catch (JsonSerializationException e) { Console.WriteLine(e.Message); }
Console.WriteLine(JsonConvert.SerializeObject(node, new JsonSerializerSettings { PreserveReferencesHandling = PreserveReferencesHandling.All }));
Console.WriteLine(JsonConvert.SerializeObject(new Celsius { Degrees = 21 }) + JsonConvert.DeserializeObject<Celsius>("\"22C\"").Degrees);
Console.WriteLine(JsonConvert.SerializeObject(new Callbacks { Value = 1 }) + JsonConvert.DeserializeObject<Callbacks>("{\"Value\":5}").Log + JsonConvert.SerializeObject(new Conditional { A = 1, B = 2 }));
Console.WriteLine(JsonConvert.DeserializeObject<Extra>("{\"Known\":1,\"u\":2,\"v\":[3]}").Rest.Count + " " + JsonConvert.DeserializeObject("[1,\"a\"]").GetType().Name + JToken.DeepEquals(JToken.Parse("{\"a\":1}"), JToken.Parse("{ \"a\" : 1 }")));
var reader = new JsonTextReader(new StringReader("{\"a\":[true,2.5]}"));
while (reader.Read()) Console.Write(reader.TokenType + (reader.Value == null ? " " : "=" + reader.Value + " "));
Console.WriteLine();

enum Status { Open, Shipped }
class Order {
    public int Id { get; set; }
    public Customer Customer { get; set; }
    public List<Line> Lines { get; } = [];
    public string[] Tags { get; set; }
    public Dictionary<string, int> Stock { get; set; }
    public Status Status { get; set; }
    public DateTime When { get; set; }
    public string Note { get; set; }
    [JsonProperty("ratio_of_all", Order = -2)] public double Ratio { get; set; }
    [JsonIgnore] public int Hidden => 42;
    public object Any { get; set; }
}
class Customer(string name, int age) { public string Name { get; } = name; public int Age { get; } = age; }
class Line { public string Sku { get; set; } public int Count; public decimal Price { get; set; } }
abstract class Shape { public abstract double Area(); }
class Circle : Shape { public double R { get; set; } public override double Area() => Math.Round(Math.PI * R * R, 3); }
class Square : Shape { public double Side { get; set; } public override double Area() => Side * Side; }
record struct Point(int X, int Y);
class Strict { [JsonRequired] public string Name { get; set; } }
class Node { public string Name { get; set; } public Node Next { get; set; } }
[JsonConverter(typeof(CelsiusConverter))] class Celsius { public int Degrees; }
class CelsiusConverter : JsonConverter<Celsius> {
    public override void WriteJson(JsonWriter w, Celsius v, JsonSerializer s) => w.WriteValue(v.Degrees + "C");
    public override Celsius ReadJson(JsonReader r, Type t, Celsius e, bool h, JsonSerializer s) => new() { Degrees = int.Parse(((string)r.Value).TrimEnd('C')) };
}
class Callbacks {
    public int Value { get; set; }
    [JsonIgnore] public string Log = "";
    [OnDeserialized] void After(StreamingContext c) => Log += "after" + Value;
    [OnSerializing] void Before(StreamingContext c) => Value++;
}
class Conditional { public int A, B; public bool ShouldSerializeA() => false; public bool ShouldSerializeB() => true; }
class Extra { public int Known; [JsonExtensionData] public Dictionary<string, JToken> Rest = []; }
