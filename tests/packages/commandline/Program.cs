// System.CommandLine: options, arguments, subcommands, help, errors, parse results.
using System.CommandLine;
using System.CommandLine.Parsing;

Option<int> count = new("--count", "-n") { Description = "How many", DefaultValueFactory = _ => 2 };
Option<FileInfo> file = new("--file") { Description = "An input file" };
Option<LogLevel> level = new("--level") { Description = "Verbosity", DefaultValueFactory = _ => LogLevel.Info };
Option<string[]> tags = new("--tag") { Description = "Tags", AllowMultipleArgumentsPerToken = true };
Option<double?> ratio = new("--ratio") { Description = "Ratio" };
Argument<string> name = new("name") { Description = "Whom to greet" };
Argument<int[]> numbers = new("numbers") { Description = "Numbers", Arity = ArgumentArity.ZeroOrMore };
ratio.Validators.Add(r => { if (r.GetValueOrDefault<double?>() < 0) r.AddError("ratio must not be negative"); });

Command greet = new("greet", "Greets somebody") { count, level, tags, ratio, name };
greet.SetAction(p => {
    for (int i = 0; i < p.GetValue(count); i++) p.InvocationConfiguration.Output.WriteLine($"Hello {p.GetValue(name)} {p.GetValue(level)} [{string.Join("|", p.GetValue(tags) ?? [])}] {p.GetValue(ratio)}");
    return 3;
});
Command sum = new("sum", "Adds numbers") { numbers };
sum.Aliases.Add("add");
sum.SetAction(async (p, cancel) => { await Task.Delay(1, cancel); p.InvocationConfiguration.Output.WriteLine(p.GetValue(numbers)!.Sum()); });
RootCommand root = new("A small tool") { greet, sum };
root.Options.Add(file);
root.SetAction(p => p.InvocationConfiguration.Output.WriteLine("file: " + p.GetValue(file)?.Name));

string[][] lines = [["greet", "Ada"], ["greet", "-n", "1", "--level", "warning", "--tag", "a", "b", "--ratio", "0.5", "Bob"], ["sum", "1", "2", "39"], ["add"],
    ["--file", "/tmp/x.txt"], ["greet"], ["greet", "--count", "many", "Ada"], ["greet", "--ratio", "-1", "Ada"], ["unknown"], ["greet", "--levl", "info", "Ada"], ["--help"], ["greet", "-h"], ["sum", "?"]];
foreach (var line in lines) {
    var output = new StringWriter();
    var errors = new StringWriter();
    int code = root.Parse(line).Invoke(new InvocationConfiguration { Output = output, Error = errors });
    Console.WriteLine($"> {string.Join(' ', line)} => {code}");
    Console.Write(output.ToString().Replace(RootCommand.ExecutableName, "tool"));
    Console.Write(errors.ToString());
}
foreach (var token in CommandLineParser.SplitCommandLine("greet \"Ada Lovelace\" --tag x")) Console.Write(token + ";");
Console.WriteLine();
var result = root.Parse("greet Ada --tag x --tag y");
Console.WriteLine(result.CommandResult.Command.Name + " " + result.Errors.Count + " " + string.Join(",", result.Tokens.Select(t => $"{t.Type}:{t.Value}")));

enum LogLevel { Debug, Info, Warning }
