// A small dependency injection container: constructors with the most parameters, singletons, open generics, factories, property injection.
using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;

interface ILog { void Write(string s); }
class MemoryLog : ILog { public readonly List<string> Lines = new(); public void Write(string s) => Lines.Add(s); }
interface IClock { int Now(); }
class FixedClock : IClock { private int _t; public int Now() => ++_t; }
interface IRepository<T> { string Describe(); }
class Repository<T> : IRepository<T> { private readonly ILog _log; public Repository(ILog log) { _log = log; } public string Describe() { _log.Write("describe " + typeof(T).Name); return "Repository of " + typeof(T).Name; } }
class User { }
class Order { }
[AttributeUsage(AttributeTargets.Property)] class InjectAttribute : Attribute { }
class Service
{
    private readonly ILog _log; private readonly IClock _clock; private readonly IRepository<User> _users;
    public Service(ILog log) : this(log, null, null) { }
    public Service(ILog log, IClock clock, IRepository<User> users) { _log = log; _clock = clock; _users = users; }
    [Inject] public IRepository<Order> Orders { get; private set; }
    public string Work() { _log.Write("work at " + _clock.Now()); return _users.Describe() + " and " + Orders.Describe(); }
}
class Broken { public Broken(IFormatProvider none) { } }

class Container
{
    private readonly Dictionary<Type, Type> _map = new(); private readonly Dictionary<Type, object> _single = new(); private readonly Dictionary<Type, Func<Container, object>> _factories = new();
    public void Add(Type service, Type implementation) => _map[service] = implementation;
    public void Add<T>(Func<Container, T> make) where T : class => _factories[typeof(T)] = make;
    public T Get<T>() => (T)Get(typeof(T));
    public object Get(Type t)
    {
        if (_factories.TryGetValue(t, out var make)) return make(this);
        if (_single.TryGetValue(t, out object known)) return known;
        Type implementation = t;
        if (_map.TryGetValue(t, out Type exact)) implementation = exact;
        else if (t.IsGenericType && _map.TryGetValue(t.GetGenericTypeDefinition(), out Type open)) implementation = open.MakeGenericType(t.GetGenericArguments());
        if (implementation.IsInterface) throw new InvalidOperationException("no registration of " + t.Name);
        ConstructorInfo ctor = implementation.GetConstructors().OrderByDescending(c => c.GetParameters().Length).First();
        object made = ctor.Invoke(ctor.GetParameters().Select(p => Get(p.ParameterType)).ToArray());
        foreach (PropertyInfo p in implementation.GetProperties().Where(p => p.IsDefined(typeof(InjectAttribute)))) p.SetValue(made, Get(p.PropertyType));
        return _single[t] = made;
    }
}

static class Program
{
    static void Main()
    {
        var c = new Container();
        c.Add(typeof(ILog), typeof(MemoryLog));
        c.Add(typeof(IRepository<>), typeof(Repository<>));
        c.Add<IClock>(_ => new FixedClock());
        var s = c.Get<Service>();
        Console.WriteLine(s.Work());
        Console.WriteLine(ReferenceEquals(s, c.Get<Service>()) + " " + ReferenceEquals(c.Get<ILog>(), c.Get(typeof(ILog))));
        Console.WriteLine(string.Join("|", ((MemoryLog)c.Get<ILog>()).Lines));
        try { c.Get<Broken>(); } catch (InvalidOperationException e) { Console.WriteLine(e.Message); }
    }
}
