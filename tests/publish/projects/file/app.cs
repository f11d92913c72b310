// A file-based program: dotnet run app.cs, dotnet publish app.cs.
var total = 0;
foreach (var arg in args) total += int.Parse(arg);
Console.WriteLine($"{args.Length} numbers, together {total}");
return total == 6 ? 3 : 1;
