// CommandLineParser: options and verbs as classes with attributes.
using CommandLine;
using CommandLine.Text;

string[][] lines = [["-r", "a.txt", "b.txt", "--verbose", "-c", "3", "--level", "High", "first"], ["--read", "x", "--ratio", "1.5", "--sep", ";", "--tags", "p,q", "first", "second"], ["--count", "many"], ["--help"], ["--version"], []];
foreach (var line in lines) {
    var text = new StringWriter();
    var parser = new Parser(s => { s.HelpWriter = null; s.CaseInsensitiveEnumValues = true; });
    var result = parser.ParseArguments<Options>(line);
    Console.WriteLine("> " + string.Join(' ', line));
    result.WithParsed(o => Console.WriteLine($"read {string.Join("+", o.InputFiles)} verbose {o.Verbose} count {o.Count} level {o.Level} ratio {o.Ratio} tags {string.Join("/", o.Tags)} rest {string.Join(" ", o.Rest)}"))
          .WithNotParsed(errors => {
              foreach (var e in errors) Console.WriteLine(e.Tag);
              Console.WriteLine(HelpText.AutoBuild(result, h => { h.Heading = "tool 1.0"; h.Copyright = "(c) nobody"; h.AdditionalNewLineAfterOption = false; return HelpText.DefaultParsingErrorsHandler(result, h); }, e => e));
          });
}
foreach (var line in new string[][] { ["add", "-m", "text", "file"], ["commit", "--amend"], ["push"], ["help", "add"] })
    Console.WriteLine(new Parser(s => s.HelpWriter = null).ParseArguments<AddVerb, CommitVerb>(line).MapResult(
        (AddVerb a) => $"add {a.Message} {a.File}", (CommitVerb c) => $"commit {c.Amend}", errors => "errors " + string.Join(",", errors.Select(e => e.Tag))));
Console.WriteLine(Parser.Default.FormatCommandLine(new CommitVerb { Amend = true }));
Console.WriteLine(new Parser().ParseArguments<Immutable>(["--left", "1", "--right", "2"]).MapResult(i => $"{i.Left}:{i.Right}", _ => "no"));

enum Level { Low, High }

class Options {
    [Option('r', "read", Required = true, HelpText = "Input files.")] public IEnumerable<string> InputFiles { get; set; }
    [Option('v', "verbose", Default = false, HelpText = "Prints all messages.")] public bool Verbose { get; set; }
    [Option('c', "count", Default = 1, HelpText = "How many.")] public int Count { get; set; }
    [Option("level", HelpText = "Level: ${VALUE}")] public Level Level { get; set; }
    [Option("ratio")] public double? Ratio { get; set; }
    [Option("tags", Separator = ',')] public IEnumerable<string> Tags { get; set; }
    [Option("sep", Hidden = true)] public char Sep { get; set; }
    [Value(0, MetaName = "rest")] public IEnumerable<string> Rest { get; set; }
    [Usage(ApplicationAlias = "tool")] public static IEnumerable<Example> Examples => [new Example("normal", new Options { InputFiles = ["file.txt"], Tags = [], Rest = [] })];
}
[Verb("add", HelpText = "Adds a file.")]
class AddVerb { [Option('m')] public string Message { get; set; } [Value(0, Required = true)] public string File { get; set; } }
[Verb("commit", HelpText = "Records changes.")]
class CommitVerb { [Option("amend")] public bool Amend { get; set; } }
class Immutable {
    public Immutable(int left, int right) { Left = left; Right = right; }
    [Option("left")] public int Left { get; }
    [Option("right")] public int Right { get; }
}
