static class flow_unknown {
  [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] static Type s_field = typeof(int);
  public static void Run() {
    Type[] types = [typeof(int), typeof(string)];
    foreach (var t in types) {
      Take(t);
      s_field = t;
      t.GetMethods();
      Give(types);
    }
    Type one = types[DateTime.Now.Year - DateTime.Now.Year];
    Take(one);
    object o = typeof(int);
    Take((Type)o);
    Take((Type)Any());
    Take(Any() as Type);
    Take(Nullable.GetUnderlyingType(typeof(int?)));
    List<Type> list = [typeof(int)];
    Take(list[0]);
    foreach (var t in list) Take(t);
    Take(((Func<Type>)(() => typeof(int)))());
    Take(new Dictionary<string, Type> { ["a"] = typeof(int) }["a"]);
  }
  static object Any() => typeof(int);
  static void Take([DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] Type? t) => Console.Write(t?.GetFields().Length);
  [return: DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)]
  static Type Give(Type[] t) =>
    t[0];
}
