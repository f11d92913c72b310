// Generic types and methods seen by reflection: definitions, arguments, parameters with constraints and variance, bases and interfaces over variables.
using System.Reflection;
interface IShape<out T> { T Get(); } interface ISink<in T> { void Put(T t); } interface IBoth<T> : IShape<T>, ISink<T> {}
class Pair<K, V> where K : class, IComparable<K>, new() where V : struct { public K Key; public V Value; public Dictionary<K, List<V>> Map; public K[] Keys; public V? Maybe; public Pair<K, V> Self; public K Method(V v, K[] ks, ref V r, List<K> l) => null; public U Gen<U, W>(U u, Dictionary<K, W> w) where U : K where W : U, new() => u; public class Inner<X> { public K A; public X B; public Tuple<K, V, X> C; } public class Plain { public V V; } public static void Stat<Q>(Q q) where Q : unmanaged, Enum {} }
class Base<T> : IBoth<T>, IEnumerable<T[]> { public T Get() => default; public void Put(T t) {} public virtual T V(T t) => t; IEnumerator<T[]> IEnumerable<T[]>.GetEnumerator() => null; System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => null; }
class Mid<A, B> : Base<List<A>> where A : notnull { public override List<A> V(List<A> t) => t; public B Bee; } class Leaf : Mid<int, string> {} struct S<T> where T : unmanaged { public T X; }
static class P {
  static string N(Type t) => t == null ? "null" : t.ToString();
  static void Describe(Type t) {
    Console.WriteLine($"{t} | {t.FullName} | {t.Name} def={t.IsGenericTypeDefinition} gen={t.IsGenericType} con={t.IsConstructedGenericType} vars={t.ContainsGenericParameters} base={N(t.BaseType)}");
    foreach (var a in t.GetGenericArguments()) {
      Console.WriteLine($"  arg {a} param={a.IsGenericParameter} " + (a.IsGenericParameter ? $"pos={a.GenericParameterPosition} {a.GenericParameterAttributes} declType={N(a.DeclaringType)} declMethod={a.DeclaringMethod} typeParam={a.IsGenericTypeParameter} methodParam={a.IsGenericMethodParameter} base={N(a.BaseType)} full={a.FullName ?? "null"}" : ""));
      if (a.IsGenericParameter) foreach (var c in a.GetGenericParameterConstraints()) Console.WriteLine("    where " + c);
    }
    foreach (var i in t.GetInterfaces().Select(i => i.ToString()).OrderBy(s => s, StringComparer.Ordinal)) Console.WriteLine("  : " + i);
    foreach (var m in t.GetMembers(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)) Console.WriteLine("  " + m.MemberType + " " + m);
  }
  static void Main() {
    foreach (var t in new[] { typeof(IShape<>), typeof(ISink<>), typeof(IBoth<>), typeof(IBoth<string>), typeof(Pair<,>), typeof(Base<>), typeof(Base<int>), typeof(Mid<,>), typeof(Leaf), typeof(S<>), typeof(S<int>), typeof(Pair<,>.Inner<>), typeof(Pair<,>.Plain) }) Describe(t);
    var gen = typeof(Pair<,>).GetMethod("Gen");
    Console.WriteLine(gen + " " + gen.IsGenericMethodDefinition + " " + gen.ContainsGenericParameters);
    foreach (var a in gen.GetGenericArguments()) { Console.WriteLine(a + " " + a.GenericParameterAttributes + " " + a.DeclaringMethod + " " + a.DeclaringType); foreach (var c in a.GetGenericParameterConstraints()) Console.WriteLine("  where " + c); }
    foreach (var p in gen.GetParameters()) Console.WriteLine(p + " " + p.ParameterType.IsGenericParameter + " " + p.ParameterType.ContainsGenericParameters + " " + (p.ParameterType.IsGenericType ? p.ParameterType.GetGenericTypeDefinition() : null));
    foreach (var a in typeof(Pair<,>).GetMethod("Stat").GetGenericArguments()) { Console.WriteLine(a + " " + a.GenericParameterAttributes); foreach (var c in a.GetGenericParameterConstraints()) Console.WriteLine("  where " + c); }
    var mid = typeof(Mid<,>); Console.WriteLine(mid.BaseType + " " + mid.BaseType.GetGenericTypeDefinition() + " " + mid.BaseType.BaseType + " " + mid.BaseType.GetGenericArguments()[0].GetGenericArguments()[0].DeclaringType);
    Console.WriteLine(typeof(Leaf).BaseType.GetGenericTypeDefinition() == mid); Console.WriteLine(mid.GetField("Bee").FieldType == mid.GetGenericArguments()[1]); Console.WriteLine(typeof(Leaf).GetField("Bee").FieldType + " " + typeof(Leaf).GetField("Bee").DeclaringType);
    Console.WriteLine(typeof(Pair<,>).GetField("Self").FieldType == typeof(Pair<,>)); Console.WriteLine(typeof(Pair<,>).GetField("Keys").FieldType.GetElementType() == typeof(Pair<,>).GetGenericArguments()[0]); Console.WriteLine(typeof(Pair<,>).GetField("Maybe").FieldType + " " + typeof(Pair<,>).GetField("Map").FieldType.Name);
    var v = typeof(Leaf).GetMethod("V"); Console.WriteLine(v + " " + v.DeclaringType + " " + v.GetBaseDefinition().DeclaringType + " " + v.GetBaseDefinition());
    Console.WriteLine(typeof(Dictionary<,>).MakeGenericType(typeof(string), typeof(int)) == typeof(Dictionary<string, int>)); Console.WriteLine(typeof(List<>).MakeGenericType(mid.GetGenericArguments()[0])); Console.WriteLine(mid.GetGenericArguments()[0].MakeArrayType() + " " + mid.GetGenericArguments()[1].MakeByRefType() + " " + mid.GetGenericArguments()[1].MakePointerType().MakeArrayType(2));
    Console.WriteLine(typeof(IShape<object>).IsAssignableFrom(typeof(IShape<string>)) + " " + typeof(ISink<string>).IsAssignableFrom(typeof(ISink<object>)) + " " + typeof(IBoth<>).IsAssignableFrom(typeof(Base<>)) + " " + typeof(Base<>).IsSubclassOf(typeof(object)));
    Console.WriteLine(typeof(List<Dictionary<int, string[]>>).FullName); Console.WriteLine(typeof(KeyValuePair<,>).AssemblyQualifiedName.Substring(0, 45));
    Console.WriteLine(new Pair<string2, int>().GetType()); Describe(typeof(Pair<string2, int>));
  }
}
class string2 : IComparable<string2> { public int CompareTo(string2 o) => 0; }
