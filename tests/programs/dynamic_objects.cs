// Objects that decide themselves: ExpandoObject, DynamicObject, IDynamicMetaObjectProvider over trees.
//stress: 500
using System.Collections;
using System.ComponentModel;
using System.Dynamic;
using System.Linq.Expressions;
using Microsoft.CSharp.RuntimeBinder;

dynamic e = new ExpandoObject();
e.Name = "expando"; e.Count = 1; e.Nested = new ExpandoObject(); e.Nested.Value = 5;
e.Hello = (Func<string, string>)(who => "hello " + who);
e.Count++; e.Count += 10;
Console.WriteLine($"{e.Name} {e.Count} {e.Nested.Value} {e.Hello("you")}");
var dictionary = (IDictionary<string, object?>)e;
Console.WriteLine(string.Join(",", dictionary.Keys) + " " + dictionary.Count);
dictionary["Added"] = 3.5; dictionary.Remove("Name");
Console.WriteLine(e.Added + " " + dictionary.ContainsKey("Name"));
try { Console.WriteLine(e.Name); } catch (RuntimeBinderException x) { Console.WriteLine(x.Message); }
try { e.Nested(); } catch (RuntimeBinderException x) { Console.WriteLine(x.Message); }
((INotifyPropertyChanged)e).PropertyChanged += (s, a) => Console.WriteLine("changed " + a.PropertyName);
e.Count = 5; e.New = true;
foreach (KeyValuePair<string, object?> pair in e) Console.Write(pair.Key + " ");
Console.WriteLine();
for (int i = 0; i < 3; i++) { dynamic o = new ExpandoObject(); o.Index = i; o.Text = "t" + i; Console.Write(o.Index + o.Text + " "); }
Console.WriteLine();

dynamic bag = new Bag();
bag.First = 1; bag.Second = "two";
Console.WriteLine($"{bag.First} {bag.Second} {bag["First"]}");
bag["Third"] = 3; Console.WriteLine(bag.Third);
Console.WriteLine(bag.Do(1, "x", null) + " " + bag.Named(a: 1, b: 2) + " " + bag(5, 6));
Console.WriteLine(bag + 5); Console.WriteLine(-bag); Console.WriteLine((string)bag); int n = bag; Console.WriteLine(n);
Console.WriteLine(bag.Real + " " + bag.RealMethod());
try { Console.WriteLine(bag.Missing); } catch (RuntimeBinderException x) { Console.WriteLine(x.Message); }
try { DateTime d = bag; } catch (RuntimeBinderException x) { Console.WriteLine(x.Message); }
Console.WriteLine(string.Join(",", ((DynamicObject)bag).GetDynamicMemberNames()));
try { Console.WriteLine(bag * 2); } catch (RuntimeBinderException x) { Console.WriteLine(x.Message); }
dynamic xml = new Path("root"); Console.WriteLine(xml.child.grandchild.leaf.ToString());

dynamic own = new Own();
Console.WriteLine(own.Anything + " " + own.Other + " " + own.Call(1));

class Bag : DynamicObject
{
    readonly SortedDictionary<string, object?> items = new();
    public string Real => "real";
    public string RealMethod() => "method";
    public override bool TryGetMember(GetMemberBinder b, out object? result) => items.TryGetValue(b.Name, out result);
    public override bool TrySetMember(SetMemberBinder b, object? value) { items[b.Name] = value; return true; }
    public override bool TryGetIndex(GetIndexBinder b, object[] indexes, out object? result) => items.TryGetValue((string)indexes[0], out result);
    public override bool TrySetIndex(SetIndexBinder b, object[] indexes, object? value) { items[(string)indexes[0]] = value; return true; }
    public override bool TryInvokeMember(InvokeMemberBinder b, object?[]? args, out object? result)
    {
        result = $"{b.Name}({string.Join(",", args!.Select(a => a ?? "null"))}){string.Join("/", b.CallInfo.ArgumentNames)}";
        return b.Name != "Missing";
    }
    public override bool TryInvoke(InvokeBinder b, object?[]? args, out object? result) { result = args!.Length; return true; }
    public override bool TryBinaryOperation(BinaryOperationBinder b, object arg, out object? result) { result = $"{b.Operation} {arg}"; return b.Operation == ExpressionType.Add; }
    public override bool TryUnaryOperation(UnaryOperationBinder b, out object? result) { result = b.Operation; return true; }
    public override bool TryConvert(ConvertBinder b, out object? result)
    {
        result = b.Type == typeof(string) ? "converted" : b.Type == typeof(int) ? items.Count : null;
        return result != null;
    }
    public override IEnumerable<string> GetDynamicMemberNames() => items.Keys;
}
class Path(string text) : DynamicObject
{
    public override bool TryGetMember(GetMemberBinder b, out object? result) { result = new Path(text + "/" + b.Name); return true; }
    public override string ToString() => text;
}
class Own : IDynamicMetaObjectProvider
{
    public DynamicMetaObject GetMetaObject(Expression parameter) => new Meta(parameter, this);
    public string Answer(string name) => "answer to " + name;
    class Meta(Expression e, Own o) : DynamicMetaObject(e, BindingRestrictions.Empty, o)
    {
        DynamicMetaObject Ask(string name) => new(Expression.Call(Expression.Convert(Expression, typeof(Own)), typeof(Own).GetMethod("Answer")!, Expression.Constant(name)),
            BindingRestrictions.GetTypeRestriction(Expression, typeof(Own)));
        public override DynamicMetaObject BindGetMember(GetMemberBinder binder) => Ask(binder.Name);
        public override DynamicMetaObject BindInvokeMember(InvokeMemberBinder binder, DynamicMetaObject[] args) => Ask(binder.Name + args.Length);
    }
}
