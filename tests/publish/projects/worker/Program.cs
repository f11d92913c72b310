using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { Args = args, ContentRootPath = AppContext.BaseDirectory });
builder.Logging.ClearProviders().AddSimpleConsole(o => o.ColorBehavior = Microsoft.Extensions.Logging.Console.LoggerColorBehavior.Disabled);
builder.Services.AddSingleton<IAdder, Adder>();
builder.Services.AddHostedService<Worker>();
using var host = builder.Build();
await host.RunAsync();

interface IAdder { int Add(int a, int b); }
class Adder : IAdder { public int Add(int a, int b) => a + b; }

class Worker(IAdder adder, IConfiguration configuration, ILogger<Worker> logger, IHostApplicationLifetime lifetime) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stop)
    {
        var rounds = int.Parse(configuration["Work:Rounds"] ?? "1");
        var sum = 0;
        for (int i = 1; i <= rounds; i++)
        {
            sum = adder.Add(sum, i);
            logger.LogInformation("{Name} after {Round}: {Sum}", configuration["Work:Name"], i, sum);
            await Task.Delay(1, stop);
        }
        lifetime.StopApplication();
    }
}
