// dynamic: members, overloads, generic methods, named and optional arguments, events, statics, constructors, and what the binder says when nothing fits.
//stress: 500
using Microsoft.CSharp.RuntimeBinder;

dynamic p = new Person { Name = "Ann", Age = 30 };
Console.WriteLine($"{p.Name} {p.Age} {p.Field} {p["key"]}");
p.Name = "Bob"; p.Age += 1; p.Field = "changed"; p["key"] = 5;
Console.WriteLine($"{p.Name} {p.Age} {p.Field} {p["key"]}");
Console.WriteLine(p.Greet() + p.Greet("Hi") + p.Greet(times: 2) + p.Greet("Yo", 3));
Console.WriteLine(p.Self().Self().Name.Length);
int count = 0;
p.Renamed += (EventHandler)((s, e) => count++);
p.Rename("Cid");
Console.WriteLine(count + " " + p.Name);
p.Method = (Func<int, int>)(n => n + 1);
Console.WriteLine(p.Method(1));

// overloads by run-time type
foreach (object o in new object[] { 1, 2L, "s", 'c', 1.5, new int[0], new Person(), new Student() })
    Console.Write(Overloads.Which((dynamic)o) + " ");
Console.WriteLine();
Console.WriteLine(Overloads.Two((dynamic)1, (dynamic)"a") + Overloads.Two((dynamic)"a", (dynamic)1) + Overloads.Two((dynamic)1, 2));
Console.WriteLine(Overloads.Generic((dynamic)5) + Overloads.Generic((dynamic)"x") + Overloads.Pair((dynamic)1, (dynamic)"y"));
Console.WriteLine(Overloads.Params((dynamic)1, 2, 3) + " " + Overloads.Params());
int number = 5;
dynamic holder = new Overloads();
holder.ByRef(ref number); Console.WriteLine(number);
holder.Out(out int result); Console.WriteLine(result);
Console.WriteLine(new Person((dynamic)"made").Name + " " + new Person((dynamic)7).Age);

// virtual, interface, private, inherited
dynamic s = new Student { Name = "Dan" };
Console.WriteLine(s.Role() + " " + s.Base() + " " + ((IRole)s).Role());
dynamic hidden = new Hidden();
Console.WriteLine(hidden.ToString() + " " + hidden.GetHashCode());

// library types
dynamic text = "Hello";
Console.WriteLine($"{text.Length} {text.ToUpper()} {text.Substring(1, 3)} {text[0]} {text.Contains("ell")} {text.Replace("l", "L")} {text.IndexOf('o')}");
dynamic list = new List<string> { "b", "a" };
list.Add("c"); list.Sort(); list.RemoveAt(0);
Console.WriteLine(list.Count + " " + string.Join(",", list) + " " + list[0]);
dynamic map = new Dictionary<string, int> { ["one"] = 1 };
map["two"] = 2; map.Add("three", 3);
Console.WriteLine(map["two"] + map.Count + " " + map.ContainsKey("x"));
dynamic tuple = (1, "two");
Console.WriteLine(tuple.Item1 + tuple.Item2);
dynamic date = new DateTime(2024, 2, 28);
Console.WriteLine(date.AddDays(2).Day + " " + (date + TimeSpan.FromDays(1)).Month + " " + (date - new DateTime(2024, 1, 1)).TotalDays);
dynamic anonymous = new { A = 1, B = "b" };
Console.WriteLine(anonymous.A + anonymous.B);
dynamic builder = new System.Text.StringBuilder();
builder.Append(1).Append("x").Append('c');
Console.WriteLine(builder.ToString() + builder.Length);
Console.WriteLine(Math.Max((dynamic)3, 4) + " " + Math.Abs((dynamic)(-2.5)) + " " + int.Parse((dynamic)"12") + " " + string.Format((dynamic)"{0}!", 1));

// what the binder says
void Fails(Func<object?> f) { try { Console.WriteLine("no error: " + f()); } catch (RuntimeBinderException e) { Console.WriteLine(e.Message); } }
Fails(() => p.Nothing);
Fails(() => p.Nothing());
Fails(() => p.Greet(1, 2, 3));
Fails(() => p.Greet(1));
Fails(() => p.Name());
Fails(() => { p.Age = "old"; return null; });
Fails(() => { p.Nothing = 1; return null; });
Fails(() => p.secret);
Fails(() => { p.ReadOnly = 1; return null; });
Fails(() => p[1, 2]);
Fails(() => ((dynamic)5).Length);
Fails(() => ((dynamic?)null)!.Anything);
Fails(() => ((dynamic)5)());
Fails(() => Overloads.Ambiguous((dynamic?)null));
Fails(() => p < p);
Fails(() => -p);
Fails(() => (int)p);
Fails(() => new Person((dynamic)1.5));
Fails(() => "abc".Substring((dynamic)"x"));
try { p.Throw(); } catch (InvalidOperationException e) { Console.WriteLine(e.Message); }

class Person
{
    public Person() { }
    public Person(string name) => Name = name;
    public Person(int age) => Age = age;
    public string Name { get; set; } = "";
    public int Age { get; set; }
    public string Field = "field";
    public Func<int, int>? Method;
    public int ReadOnly => 1;
    private int secret = 1;
    readonly Dictionary<string, int> items = new();
    public int this[string key] { get => items.GetValueOrDefault(key, secret); set => items[key] = value; }
    public string Greet(string word = "Hello", int times = 1) => string.Concat(Enumerable.Repeat(word + " ", times));
    public Person Self() => this;
    public event EventHandler? Renamed;
    public void Rename(string name) { Name = name; Renamed?.Invoke(this, EventArgs.Empty); }
    public void Throw() => throw new InvalidOperationException("thrown inside");
    public virtual string Role() => "person";
    public string Base() => "base";
}
interface IRole { string Role(); }
class Student : Person, IRole { public override string Role() => "student"; string IRole.Role() => "explicit"; }
file class Hidden { public override string ToString() => "hidden"; public override int GetHashCode() => 12; }
class Overloads
{
    public static string Which(int n) => "int";
    public static string Which(long n) => "long";
    public static string Which(double n) => "double";
    public static string Which(string? n) => "string";
    public static string Which(char n) => "char";
    public static string Which(Person n) => "person";
    public static string Which(Student n) => "student";
    public static string Which(object n) => "object";
    public static string Which(DateTime t, string s) => "two";
    public static string Two(int a, string b) => "is ";
    public static string Two(string a, int b) => "si ";
    public static string Two(object a, object b) => "oo ";
    public static string Generic<T>(T value) => typeof(T).Name + " ";
    public static string Pair<A, B>(A a, B b) => typeof(A).Name + "," + typeof(B).Name;
    public static string Params(params int[] all) => "params" + all.Length;
    public static string Ambiguous(string s) => "s";
    public static string Ambiguous(Person p) => "p";
    public void ByRef(ref int n) => n *= 2;
    public void Out(out int n) => n = 99;
}
