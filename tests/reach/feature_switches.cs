//feature: Program.Chatty=false
//feature: Program.Fast=true
//gone: Chatter.
//gone: Slow.
//kept: Quick.Run
// A feature switch that is set when compiling decides which code exists.
using System.Diagnostics.CodeAnalysis;
if (Switches.Chatty) Chatter.Talk();
if (Switches.Fast) Quick.Run(); else Slow.Run();

static class Switches
{
    [FeatureSwitchDefinition("Program.Chatty")] internal static bool Chatty => !AppContext.TryGetSwitch("Program.Chatty", out bool on) || on;
    [FeatureSwitchDefinition("Program.Fast")] internal static bool Fast => AppContext.TryGetSwitch("Program.Fast", out bool on) && on;
}
static class Chatter { public static void Talk() => Console.WriteLine("talk"); }
static class Quick { public static void Run() => Console.WriteLine("quick"); }
static class Slow { public static void Run() => Console.WriteLine("slow"); }
