// YamlDotNet: classes, collections, naming, anchors, tags, the representation model.
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

var serializer = new SerializerBuilder().WithNamingConvention(CamelCaseNamingConvention.Instance).Build();
var text = serializer.Serialize(new Config { Name = "demo", Port = 8080, Ratio = 0.25, Enabled = true, Hosts = ["a", "b"], Limits = new() { ["cpu"] = 2, ["mem"] = 512 },
    Nested = new Inner { Level = Level.High, When = new DateTime(2024, 1, 2, 0, 0, 0, DateTimeKind.Utc) }, Items = [new Inner { Level = Level.Low }, new Inner { Text = "line one\nline two" }] });
Console.WriteLine(text);
var deserializer = new DeserializerBuilder().WithNamingConvention(CamelCaseNamingConvention.Instance).IgnoreUnmatchedProperties().Build();
var c = deserializer.Deserialize<Config>(text);
Console.WriteLine($"{c.Name} {c.Port} {c.Ratio} {c.Enabled} {string.Join(",", c.Hosts)} {c.Limits["mem"]} {c.Nested.Level} {c.Items.Count} {c.Items[1].Text.Length}");
var anchors = deserializer.Deserialize<Dictionary<string, Inner>>("base: &b\n  level: High\n  text: shared\ncopy: *b\nother:\n  text: own\n");
Console.WriteLine(ReferenceEquals(anchors["base"], anchors["copy"]) + " " + anchors["other"].Text + " " + anchors["copy"].Level);
var loose = (Dictionary<object, object>)new Deserializer().Deserialize<object>("a: 1\nb: [x, {y: z}]\nc: ~\n");
Console.WriteLine(loose.Count + " " + loose["a"] + " " + ((List<object>)loose["b"]).Count + " " + (loose["c"] == null));
try { deserializer.Deserialize<Config>("name: [1, 2"); } catch (YamlException e) { Console.WriteLine(e.GetType().Name + " " + e.Start.Line); }
try { deserializer.Deserialize<Config>("port: many"); } catch (YamlException e) { Console.WriteLine(e.Start.Line + " " + e.InnerException?.GetType().Name); }
var stream = new YamlStream();
stream.Load(new StringReader("invoice: 34\nitems:\n  - part: A4\n    price: 1.47\n  - part: E2\n    price: 133.7\n"));
foreach (YamlMappingNode item in (YamlSequenceNode)((YamlMappingNode)stream.Documents[0].RootNode).Children[new YamlScalarNode("items")])
    Console.WriteLine(item.Children[new YamlScalarNode("part")] + "\t" + item.Children[new YamlScalarNode("price")]);
Console.WriteLine(new SerializerBuilder().JsonCompatible().Build().Serialize(new { A = 1, B = new[] { "x", "y" } }));
Console.WriteLine(new SerializerBuilder().ConfigureDefaultValuesHandling(DefaultValuesHandling.OmitNull).Build().Serialize(new Renamed { Kept = 5 }));
Console.WriteLine(new DeserializerBuilder().Build().Deserialize<Renamed>("kept_value: 6").Kept + " " + string.Join("|", new Deserializer().Deserialize<List<int[]>>("- [1, 2]\n- [3]\n").Select(a => a.Sum())));

enum Level { Low, High }
class Config {
    public string Name { get; set; } = "";
    public int Port { get; set; }
    public double Ratio { get; set; }
    public bool Enabled { get; set; }
    public List<string> Hosts { get; set; } = [];
    public Dictionary<string, int> Limits { get; set; } = [];
    public Inner Nested { get; set; }
    public List<Inner> Items { get; set; }
}
class Inner { public Level Level { get; set; } public string Text { get; set; } public DateTime? When { get; set; } }
class Renamed { [YamlMember(Alias = "kept_value")] public int Kept { get; set; } [YamlIgnore] public int Dropped { get; set; } = 1; public string None { get; set; } }
