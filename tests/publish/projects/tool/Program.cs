using System.CommandLine;

var file = new Argument<FileInfo>("file") { Description = "The file to look at." };
var lines = new Option<int>("--lines", "-n") { Description = "How many lines to show.", DefaultValueFactory = _ => 3 };
var upper = new Option<bool>("--upper") { Description = "In capitals." };

var head = new Command("head", "Shows the first lines of a file.") { file, lines, upper };
head.SetAction(result => {
    foreach (var line in File.ReadLines(result.GetValue(file)!.FullName).Take(result.GetValue(lines)))
        Console.WriteLine(result.GetValue(upper) ? line.ToUpperInvariant() : line);
    return 0;
});
var root = new RootCommand("Looks at files.") { head };
return root.Parse(args).Invoke();
