using Greeting;

foreach (var name in args.DefaultIfEmpty("World")) Console.WriteLine(new Greeter { Name = name });
Console.WriteLine(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "data.txt")).Trim());
Console.WriteLine(AppContext.TryGetSwitch("System.Globalization.Invariant", out var on) && on);
