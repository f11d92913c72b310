// JSON nodes, documents, source-generated serialization of records and class hierarchies, messages of errors.
//stress: 100
using System.Text.Json; using System.Text.Json.Nodes; using System.Text.Json.Serialization;
var n = JsonNode.Parse("{\"a\":[1,2,{\"b\":null}],\"c\":\"\\u00e9\"}")!; Console.WriteLine(n["a"]![2]!.ToJsonString() + n["c"]); n["d"] = 5; Console.WriteLine(n.ToJsonString());
using var d = JsonDocument.Parse("[1.5, true, \"x\", {}]"); foreach (var e in d.RootElement.EnumerateArray()) Console.Write(e.ValueKind + " "); Console.WriteLine();
try { JsonDocument.Parse("{\"a\":1,}"); } catch (JsonException e) { Console.WriteLine(e.Message); }
Console.WriteLine(JsonSerializer.Serialize(new Car("vw", 4) { Tags = { "x", "y" }, Extra = new() { ["k"] = 1.5 } }, Ctx.Default.Car)); var back = JsonSerializer.Deserialize("{\"make\":\"audi\",\"Wheels\":3,\"Tags\":[\"q\"]}", Ctx.Default.Car)!; Console.WriteLine(back + " " + back.Tags.Count);
Console.WriteLine(JsonSerializer.Serialize(new Shape[] { new Sq { Side = 2 }, new Ci { R = 1 } }, Ctx.Default.ShapeArray));
try { JsonSerializer.Deserialize("{\"Wheels\":\"x\"}", Ctx.Default.Car); } catch (JsonException e) { Console.WriteLine(e.Message); }
[JsonSerializable(typeof(Car)), JsonSerializable(typeof(Shape[]))] [JsonSourceGenerationOptions(WriteIndented = false, PropertyNamingPolicy = JsonKnownNamingPolicy.Unspecified)] partial class Ctx : JsonSerializerContext { }
record Car([property: JsonPropertyName("make")] string Make, int Wheels) { public List<string> Tags { get; init; } = new(); public Dictionary<string, double>? Extra { get; init; } }
[JsonDerivedType(typeof(Sq), "sq"), JsonDerivedType(typeof(Ci), "ci")] abstract class Shape { } class Sq : Shape { public int Side { get; set; } } class Ci : Shape { public double R { get; set; } }
