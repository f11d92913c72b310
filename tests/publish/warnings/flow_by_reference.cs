static class flow_by_reference {
  public static void Run() {
    Get(out Type t);
    Take(t);
    Type u = typeof(int);
    Swap(ref u);
    Take(u);
    GetPlain(out Type v);
    Take(v);
    Type w = typeof(int);
    ref Type r = ref w;
    r = Plain();
    Take(w);
    Take(r);
    Ref(ref s_field);
    var s = new Holder { f = Plain() };
    Take(s.f);
  }
  struct Holder { [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] public Type f; }
  [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] static Type s_field = typeof(int);
  static Type Plain() => typeof(int);
  static void Get([DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] out Type t) =>
    t = Plain();
  static void GetPlain(out Type t) => t = typeof(int);
  static void Swap([DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] ref Type t) {
    Take(t);
    t = Plain();
  }
  static void Ref(ref Type t) => t = typeof(string);
  static void Take([DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] Type? t) => Console.Write(t?.GetFields().Length);
}
