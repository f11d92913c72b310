// Spectre.Console: tables, trees, panels, markup, charts, calendars.
using Spectre.Console;

var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Out = new AnsiConsoleOutput(Console.Out) });
console.Profile.Width = 70;
var table = new Table().Title("Cities").Border(TableBorder.Ascii).AddColumn("City").AddColumn(new TableColumn("People").RightAligned());
table.AddRow("[green]Paris[/]", "2102650").AddRow("[bold]Rome[/]", "2748109");
console.Write(table);
var tree = new Tree("root");
var branch = tree.AddNode("[yellow]branch[/]");
branch.AddNode("leaf one");
branch.AddNode(new Panel("inside").Header("panel"));
console.Write(tree);
console.MarkupLine("[red]{0}[/] and [[brackets]]", Markup.Escape("[x]"));
console.Write(new Rule("section") { Justification = Justify.Left });
console.Write(new BarChart().Width(40).Label("fruit").AddItem("apple", 12, Color.Green).AddItem("pear", 7, Color.Yellow));
console.Write(new Grid().AddColumn().AddColumn().AddRow("a", "b").AddRow("c", "d"));
console.Write(new Columns(new Text("one"), new Text("two"), new Text("three")));
try { console.Markup("[nope"); } catch (InvalidOperationException e) { Console.WriteLine(e.Message); }
console.Write(new Calendar(2024, 2).Border(TableBorder.Simple));
console.Write(new BreakdownChart().Width(40).AddItem("x", 30, Color.Red).AddItem("y", 70, Color.Blue));
console.WriteLine();
