// Plug-ins found by attribute and interface in the program's own assembly, ordered, made and called by reflection.
using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;

[AttributeUsage(AttributeTargets.Class)]
sealed class PluginAttribute : Attribute
{
    public string Name { get; }
    public int Order { get; set; }
    public Type[] Needs { get; set; } = Type.EmptyTypes;
    public PluginAttribute(string name) => Name = name;
}

[AttributeUsage(AttributeTargets.Method)] sealed class CommandAttribute : Attribute { public string Help = ""; }

interface IPlugin { string Run(string input); }
interface IConfigurable { void Configure(IDictionary<string, string> settings); }

[Plugin("upper", Order = 2)]
class Upper : IPlugin { public string Run(string input) => input.ToUpperInvariant(); }

[Plugin("reverse", Order = 1, Needs = new[] { typeof(Upper) })]
class Reverse : IPlugin
{
    public string Run(string input) { char[] c = input.ToCharArray(); Array.Reverse(c); return new string(c); }
    [Command(Help = "says hello")] public string Hello(string who) => "hello " + who;
    [Command(Help = "adds")] private int Add(int a, int b) => a + b;
}

[Plugin("repeat", Order = 3)]
class Repeat : IPlugin, IConfigurable
{
    private int _times = 1;
    public void Configure(IDictionary<string, string> settings) => _times = int.Parse(settings["times"]);
    public string Run(string input) => string.Concat(Enumerable.Repeat(input, _times));
}

abstract class Ignored : IPlugin { public abstract string Run(string input); }
class NoAttribute : IPlugin { public string Run(string input) => "never"; }

static class Program
{
    static void Main()
    {
        var found = Assembly.GetExecutingAssembly().GetTypes()
            .Select(t => (Type: t, Info: t.GetCustomAttribute<PluginAttribute>()))
            .Where(x => x.Info != null && typeof(IPlugin).IsAssignableFrom(x.Type))
            .OrderBy(x => x.Info.Order).ToList();
        string text = "abc";
        foreach (var (type, info) in found)
        {
            var plugin = (IPlugin)Activator.CreateInstance(type);
            if (plugin is IConfigurable c) c.Configure(new Dictionary<string, string> { ["times"] = "2" });
            text = plugin.Run(text);
            Console.WriteLine($"{info.Order} {info.Name} {type.Name} needs [{string.Join(",", info.Needs.Select(n => n.Name))}]: {text}");
        }
        foreach (MethodInfo m in typeof(Reverse).GetMethods(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
        {
            var command = m.GetCustomAttribute<CommandAttribute>();
            if (command == null) continue;
            object[] args = m.GetParameters().Select((p, i) => p.ParameterType == typeof(string) ? (object)"you" : i + 1).ToArray();
            Console.WriteLine($"{m.Name} ({command.Help}): {m.Invoke(new Reverse(), args)}");
        }
        var all = Assembly.GetExecutingAssembly().GetTypes().Where(t => typeof(IPlugin).IsAssignableFrom(t)).Select(t => t.Name + (t.IsAbstract ? " abstract" : "")).OrderBy(n => n, StringComparer.Ordinal);
        Console.WriteLine(string.Join("; ", all));
        Type byName = Type.GetType("Rep" + "eat");
        Console.WriteLine(byName?.Name + " " + (Type.GetType("Nothing") == null));
        Console.WriteLine(((IPlugin)Activator.CreateInstance(Assembly.GetExecutingAssembly().GetType("Upper"))).Run("by name"));
    }
}
