static class warnings_in_nested {
  public static void Run() {
    Console.Write(new Outer<int>.Inner<string>().M(typeof(int)));
    Console.Write(new S(typeof(int)).N);
    Console.Write(new R(typeof(int)));
    foreach (var x in new[] { 1 }.Select(n => n.GetType().GetFields().Length)) Console.Write(x);
    object o = 1;
    Func<object, int> f = static v => v.GetType().GetMethods().Length;
    f(o);
  }
  class Outer<T> {
    public class Inner<U> {
      public int M(Type t) => t.GetMethods().Length
        + typeof(T).GetMethods().Length
        + typeof(U).GetFields().Length;
    }
  }
  struct S {
    readonly Type t;
    public S(Type t) => this.t = t;
    public int N => t.GetMethods().Length;
  }
  record R([property: DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] Type T);
}
