// Microsoft.Extensions: dependency injection, configuration, options, logging, a host with a background service.
using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

var file = Path.Combine(Path.GetTempPath(), "ahead-hosting-" + Environment.ProcessId + ".json");
File.WriteAllText(file, """{ "Mail": { "Server": "smtp", "Port": 25, "To": ["a", "b"], "Limits": { "day": 5 }, "Kind": "Fast", "Wait": "00:00:05" }, "Bad": { "Port": -1 }, "Logging": { "LogLevel": { "Default": "Information", "Quiet": "Error" } } }""");
var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { ApplicationName = "demo", Args = ["--Mail:Port=26"] });
builder.Configuration.AddJsonFile(file, optional: false).AddInMemoryCollection(new Dictionary<string, string> { ["Mail:Server"] = "override" }).AddCommandLine(["--Mail:Port=26"]);
File.Delete(file);
builder.Logging.AddConfiguration(builder.Configuration.GetSection("Logging")).AddProvider(new LineProvider());
builder.Services.AddSingleton<IClock, FixedClock>().AddScoped<Unit>().AddTransient<Service>().AddTransient(typeof(IRepository<>), typeof(Repository<>));
builder.Services.AddKeyedSingleton<IClock>("late", new FixedClock { Hour = 23 });
builder.Services.Configure<MailOptions>(builder.Configuration.GetSection("Mail"));
builder.Services.AddOptions<MailOptions>("bad").Bind(builder.Configuration.GetSection("Bad")).ValidateDataAnnotations().Validate(o => o.Server != null, "server is needed");
builder.Services.PostConfigure<MailOptions>(o => o.To.Add("post"));
builder.Services.AddHostedService<Worker>();
builder.Services.AddSingleton<IEnumerable<int>>([1, 2]).AddTransient<IStep, StepOne>().AddTransient<IStep, StepTwo>();
using var host = builder.Build();
using (var scope = host.Services.CreateScope()) {
    var s = scope.ServiceProvider.GetRequiredService<Service>();
    Console.WriteLine(s.Describe() + " " + ReferenceEquals(s.Unit, scope.ServiceProvider.GetRequiredService<Unit>()));
    Console.WriteLine(scope.ServiceProvider.GetRequiredService<IRepository<Customer>>().Name + " " + scope.ServiceProvider.GetRequiredKeyedService<IClock>("late").Hour);
    Console.WriteLine(string.Join(",", scope.ServiceProvider.GetServices<IStep>().Select(x => x.Go())) + " " + ActivatorUtilities.CreateInstance<Made>(scope.ServiceProvider, "text").Text);
}
try { host.Services.GetRequiredService<Missing>(); } catch (InvalidOperationException e) { Console.WriteLine(e.Message); }
try { _ = host.Services.GetRequiredService<IOptionsMonitor<MailOptions>>().Get("bad"); } catch (OptionsValidationException e) { foreach (var f in e.Failures) Console.WriteLine(f); }
var config = builder.Configuration;
Console.WriteLine(config["Mail:Port"] + " " + config.GetValue<int>("Mail:Port") + " " + config.GetSection("Mail:To").Get<string[]>().Length + " " + config.GetSection("Mail").GetChildren().Count());
Console.WriteLine(config.GetSection("Mail").Get<MailOptions>().Limits["day"]);
await host.RunAsync();

interface IClock { int Hour { get; set; } }
class FixedClock : IClock { public int Hour { get; set; } = 12; }
class Unit : IDisposable { public void Dispose() => Console.WriteLine("unit disposed"); }
class Customer;
interface IRepository<T> { string Name { get; } }
class Repository<T>(IClock clock) : IRepository<T> { public string Name => typeof(T).Name + clock.Hour; }
class Service(IClock clock, Unit unit, IOptions<MailOptions> options, ILogger<Service> log, IRepository<string> strings) {
    public Unit Unit => unit;
    public string Describe() { log.LogInformation("describing {Hour}", clock.Hour); var o = options.Value; return $"{o.Server}:{o.Port} {string.Join("+", o.To)} {o.Limits["day"]} {o.Kind} {o.Wait} {strings.Name}"; }
}
class Missing;
class Made(IClock clock, string text) { public string Text => text + clock.Hour; }
interface IStep { string Go(); }
class StepOne : IStep { public string Go() => "one"; }
class StepTwo(IClock c) : IStep { public string Go() => "two" + c.Hour; }
enum Kind { Slow, Fast }
class MailOptions {
    public string Server { get; set; }
    [Range(1, 100)] public int Port { get; set; }
    public List<string> To { get; set; } = [];
    public Dictionary<string, int> Limits { get; set; } = [];
    public Kind Kind { get; set; }
    public TimeSpan Wait { get; set; }
}
class Worker(IHostApplicationLifetime life, ILogger<Worker> log, IServiceScopeFactory scopes) : BackgroundService {
    protected override async Task ExecuteAsync(CancellationToken stop) {
        for (int i = 0; i < 3; i++) { log.LogInformation("round {Round}", i); await Task.Delay(1, stop); }
        using (var scope = scopes.CreateScope()) scope.ServiceProvider.GetRequiredService<Unit>();
        log.LogDebug("hidden");
        life.StopApplication();
    }
}
sealed class LineProvider : ILoggerProvider {
    public ILogger CreateLogger(string category) => new Line(category);
    public void Dispose() { }
    class Line(string category) : ILogger {
        public IDisposable BeginScope<T>(T state) => null;
        public bool IsEnabled(LogLevel level) => true;
        public void Log<T>(LogLevel level, EventId id, T state, Exception e, Func<T, Exception, string> format) { if (!category.StartsWith("Microsoft")) Console.WriteLine($"{level} {category}: {format(state, e)}"); }
    }
}
