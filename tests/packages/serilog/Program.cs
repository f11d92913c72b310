// Serilog: templates, destructuring, enrichers, levels, filters, sinks.
using Serilog;
using Serilog.Context;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting.Display;
using Serilog.Formatting.Json;

var level = new LoggingLevelSwitch(LogEventLevel.Debug);
Log.Logger = new LoggerConfiguration().MinimumLevel.ControlledBy(level).MinimumLevel.Override("Quiet", LogEventLevel.Error).Enrich.FromLogContext().Enrich.WithProperty("App", "demo")
    .Destructure.ByTransforming<Secret>(s => new { Masked = s.Value.Length }).Filter.ByExcluding(e => e.MessageTemplate.Text.StartsWith("skip"))
    .WriteTo.Sink(new TextSink("[{Level:u3}] {Message:lj} {App} {Properties:j}{NewLine}{Exception}")).CreateLogger();
Log.Information("Hello {Name} {Count:000} {When:yyyy}", "Ada", 7, new DateTime(2024, 1, 2));
Log.Debug("point {@Point} and {$Point} list {List} dictionary {Map}", new Point(1, 2), new Point(3, 4), new[] { 1, 2, 3 }, new Dictionary<string, int> { ["a"] = 1 });
Log.Warning("secret {@Secret} tuple {@Tuple} nothing {Nothing} {@Order}", new Secret("abc"), (1, "x"), null, new Order { Id = 4, Lines = { new Line("s", 2) } });
Log.Verbose("not shown");
Log.Information("skip this");
using (LogContext.PushProperty("Request", 42)) Log.Information("inside");
Log.ForContext("SourceContext", "Quiet").Warning("not shown either");
Log.ForContext<Order>().Information("from {SourceContext}");
level.MinimumLevel = LogEventLevel.Error;
Log.Warning("too low");
Log.Error("failed with {Code}", 500);
Log.CloseAndFlush();
var lines = new List<string>();
using (var log = new LoggerConfiguration().WriteTo.Sink(new ListSink(lines)).CreateLogger()) {
    log.Information("{A} {B}", 1, "two");
    log.Fatal(new InvalidOperationException("broken"), "with exception {@O}", new { X = 1.5, Y = new[] { true } });
}
foreach (var l in lines) Console.WriteLine(l);

record Point(int X, int Y);
record Secret(string Value);
record Line(string Sku, int Count);
class Order { public int Id { get; set; } public List<Line> Lines { get; } = []; }
class ListSink(List<string> lines) : ILogEventSink {
    readonly JsonValueFormatter formatter = new();
    public void Emit(LogEvent e) {
        var text = new StringWriter();
        foreach (var p in e.Properties.OrderBy(p => p.Key)) { text.Write(p.Key + "="); formatter.Format(p.Value, text); text.Write(" "); }
        lines.Add(e.Level + " " + e.RenderMessage() + " | " + text + e.Exception?.Message);
    }
}
class TextSink(string template) : ILogEventSink {
    readonly MessageTemplateTextFormatter formatter = new(template);
    public void Emit(LogEvent e) => formatter.Format(e, Console.Out);
}
