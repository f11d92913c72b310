// Array.Initialize calls the elements' constructor; arrays of one dimension come as vectors unless they start elsewhere.
Try("values", () => { var a = new Counted[3]; a.Initialize(); return Show(a); });
Try("again", () => { var a = new Counted[2]; a.Initialize(); a.Initialize(); return Show(a); });
Try("table", () => { var a = new Counted[2, 2]; a.Initialize(); return Show(a); });
Try("generic", () => { var a = new Tagged<string>[2]; a.Initialize(); return Show(a) + a[1].Name; });
Try("throws", () => { var a = new Bad[2]; a.Initialize(); return Show(a); });
Try("numbers", () => { var a = new int[2]; a.Initialize(); return Show(a); });
Try("strings", () => { var a = new string[2]; a.Initialize(); return Show(a); });
Try("plain", () => { var a = new Plain[2]; a.Initialize(); return Show(a); });
Try("none", () => { var a = new Counted[0]; a.Initialize(); return a.Length; });
Console.WriteLine(Counted.Made);
Try("from 0", () => Show(Array.CreateInstance(typeof(int), [3], [0])));
Try("from 1", () => Show(Array.CreateInstance(typeof(int), [3], [1])));
Try("one dimension", () => Show(Array.CreateInstanceFromArrayType(typeof(int).MakeArrayType(1), 3)));
Try("one dimension from 2", () => Show(Array.CreateInstanceFromArrayType(typeof(int).MakeArrayType(1), [3], [2])));
Try("vector", () => Show(Array.CreateInstanceFromArrayType(typeof(string[]), 3)));
Try("vector from 2", () => Show(Array.CreateInstanceFromArrayType(typeof(string[]), [3], [2])));

static void Try(string name, Func<object> f)
{
    try { Console.WriteLine(name + ": " + f()); }
    catch (Exception e) { Console.WriteLine(name + ": " + e.GetType() + ": " + e.Message + " / " + e.InnerException?.Message); }
}
static string Show(Array a)
{
    string s = a.GetType() + " " + a.Length + " from " + a.GetLowerBound(0) + ":";
    foreach (object? o in a) s += " " + o;
    return s;
}
struct Counted
{
    public static int Made;
    public int Number;
    public Counted() => Number = ++Made;
    public override string ToString() => "#" + Number;
}
struct Tagged<T> { public string Name; public Tagged() => Name = "tag of " + typeof(T).Name; }
struct Bad { public Bad() => throw new InvalidOperationException("no"); }
struct Plain { public int A; public override string ToString() => "plain " + A; }
