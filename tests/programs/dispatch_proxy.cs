// DispatchProxy: one class stands for any interface.
//stress: 20
using System.Reflection;

var calls = new List<string>();
var calculator = Logged<ICalculator>.Around(new Calculator(), calls);
Console.WriteLine(calculator.Add(2, 3));
Console.WriteLine(calculator.Half(7));
Console.WriteLine(calculator.Describe("x", null, DayOfWeek.Friday));
calculator.Reset();
calculator.Memory = 42;
Console.WriteLine(calculator.Memory);
calculator["a"] = 1;
Console.WriteLine(calculator["a"]);
int value = 10;
calculator.Bump(ref value, out string text, in value);
Console.WriteLine($"{value} {text}");
Console.WriteLine(calculator.TryParse("12", out int parsed) + " " + parsed + " " + calculator.TryParse("x", out parsed) + " " + parsed);
Console.WriteLine(calculator.Pair(1, "b"));
Console.WriteLine(calculator.Maybe(3) + " " + (calculator.Maybe(null)?.ToString() ?? "null"));
Console.WriteLine(calculator.First(new[] { 4, 5 }) + calculator.First(new List<string> { "s" }));
Console.WriteLine(calculator.Sum(1, 2, 3) + " " + string.Join(",", calculator.Range(3)));
Console.WriteLine(calculator.Optional() + " " + calculator.Optional(9));
calculator.Changed += OnChanged;
calculator.Fire();
calculator.Changed -= OnChanged;
calculator.Fire();
calculator.Dispose();
Console.WriteLine(calculator.Run(async () => { await Task.Yield(); return 5; }).GetAwaiter().GetResult());
foreach (string call in calls) Console.WriteLine("  " + call);

// what the proxy is
object proxy = calculator;
Console.WriteLine($"{proxy is ICalculator} {proxy is IDisposable} {proxy is IAdder} {proxy is DispatchProxy} {proxy is Logged<ICalculator>} {proxy is ICloneable}");
Console.WriteLine(proxy.GetType().Name + " " + proxy.GetType().BaseType + " " + proxy.GetType().IsClass);
Console.WriteLine(((IAdder)proxy).Add(5, 6));
Console.WriteLine(proxy.Equals(proxy) + " " + (proxy.GetHashCode() == proxy.GetHashCode()) + " " + (proxy.ToString() == proxy.GetType().ToString()));

// exceptions of the target arrive wrapped when it is called by reflection
try { calculator.Fail("why"); }
catch (TargetInvocationException e) { Console.WriteLine("wrapped " + e.InnerException!.Message); }

// a handler that calls nothing: results must fit
var answers = DispatchProxy.Create<ICalculator, Canned>();
((Canned)(object)answers).Answer = 5;
Console.WriteLine(answers.Add(0, 0));
((Canned)(object)answers).Answer = "five";
try { Console.WriteLine(answers.Add(0, 0)); } catch (InvalidCastException e) { Console.WriteLine(e.GetType().Name); }
Console.WriteLine(answers.Describe("", null, 0));
((Canned)(object)answers).Answer = null;
try { Console.WriteLine(answers.Add(0, 0)); } catch (NullReferenceException e) { Console.WriteLine(e.GetType().Name); }
Console.WriteLine(answers.Describe("", null, 0) ?? "null");
Console.WriteLine(answers.Maybe(1) is null);
answers.Reset();
try { answers.Fail("direct"); } catch (NotSupportedException e) { Console.WriteLine(e.Message); }

// types only known as objects
object made = DispatchProxy.Create(typeof(IGreeter<string>), typeof(Canned));
((Canned)made).Answer = "hello";
Console.WriteLine(((IGreeter<string>)made).Greet("you") + " " + ((IGreeter<string>)made).Twice("z"));
var variant = (IGreeter<object>)DispatchProxy.Create<IGreeter<object>, Canned>();
Console.WriteLine(variant is IGreeter<string>);

// what is refused
void Refused(Func<object> make) { try { Console.WriteLine(make()); } catch (ArgumentException e) { Console.WriteLine(e.Message); } }
Refused(() => DispatchProxy.Create(typeof(string), typeof(Canned)));
Refused(() => DispatchProxy.Create(typeof(IAdder), typeof(SealedHandler)));
Refused(() => DispatchProxy.Create(typeof(IAdder), typeof(AbstractHandler)));
Refused(() => DispatchProxy.Create(typeof(IAdder), typeof(NoConstructor)));

static void OnChanged(object? sender, EventArgs e) => Console.WriteLine("changed");

interface IAdder { int Add(int a, int b); }
interface ICalculator : IAdder, IDisposable
{
    double Half(int n);
    string? Describe(string a, object? b, DayOfWeek day);
    void Reset();
    int Memory { get; set; }
    int this[string key] { get; set; }
    void Bump(ref int n, out string text, in int same);
    bool TryParse(string s, out int n);
    (int, string) Pair(int a, string b);
    int? Maybe(int? n);
    T First<T>(IEnumerable<T> items);
    int Sum(params int[] all);
    IEnumerable<int> Range(int n);
    int Optional(int n = 7);
    event EventHandler Changed;
    void Fire();
    Task<int> Run(Func<Task<int>> work);
    void Fail(string why);
}
interface IGreeter<in T> { string Greet(T who); string Twice(T who) => Greet(who) + Greet(who); }

class Calculator : ICalculator
{
    readonly Dictionary<string, int> items = new();
    public int Add(int a, int b) => a + b;
    public double Half(int n) => n / 2.0;
    public string? Describe(string a, object? b, DayOfWeek day) => $"{a} {b ?? "nothing"} {day}";
    public void Reset() => Memory = 0;
    public int Memory { get; set; }
    public int this[string key] { get => items[key]; set => items[key] = value; }
    public void Bump(ref int n, out string text, in int same) { n++; text = "was " + same; }
    public bool TryParse(string s, out int n) => int.TryParse(s, out n);
    public (int, string) Pair(int a, string b) => (a, b);
    public int? Maybe(int? n) => n + 1;
    public T First<T>(IEnumerable<T> items) => items.First();
    public int Sum(params int[] all) => all.Sum();
    public IEnumerable<int> Range(int n) { for (int i = 0; i < n; i++) yield return i; }
    public int Optional(int n = 7) => n;
    public event EventHandler? Changed;
    public void Fire() => Changed?.Invoke(this, EventArgs.Empty);
    public async Task<int> Run(Func<Task<int>> work) => 1 + await work();
    public void Fail(string why) => throw new InvalidOperationException(why);
    public void Dispose() => Console.WriteLine("disposed");
}

class Logged<T> : DispatchProxy where T : class
{
    T target = null!;
    List<string> log = null!;
    public static T Around(T target, List<string> log)
    {
        T proxy = Create<T, Logged<T>>();
        var self = (Logged<T>)(object)proxy;
        self.target = target;
        self.log = log;
        return proxy;
    }
    protected override object? Invoke(MethodInfo? method, object?[]? args)
    {
        log.Add($"{method!.DeclaringType!.Name}.{method.Name}({string.Join(", ", method.GetParameters().Select((p, i) => p.Name + "=" + (args![i] is Array ? "array" : args[i]?.GetType().Name ?? "null")))}) generic:{method.IsGenericMethod}");
        object? result = method.Invoke(target, args);
        return result;
    }
}
class Canned : DispatchProxy
{
    public object? Answer;
    protected override object? Invoke(MethodInfo? method, object?[]? args) => method!.Name == "Fail" ? throw new NotSupportedException((string)args![0]!) : Answer;
}
sealed class SealedHandler : DispatchProxy { protected override object? Invoke(MethodInfo? m, object?[]? a) => null; }
abstract class AbstractHandler : DispatchProxy { }
class NoConstructor : DispatchProxy { public NoConstructor(int n) { } protected override object? Invoke(MethodInfo? m, object?[]? a) => null; }
