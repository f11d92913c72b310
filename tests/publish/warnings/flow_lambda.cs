static class flow_lambda {
  public static void Run() {
    Captures(typeof(int), typeof(int));
    Locals(typeof(int));
    Nested<int, int>();
  }
  static void Captures([DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] Type fields, Type plain) {
    Action a = () => Take(fields);
    a();
    Action b = () =>
      Take(plain);
    b();
    var known = typeof(int);
    Action c = () => Take(known);
    c();
    Action<Type> d = t =>
      Take(t);
    d(typeof(int));
  }
  static void Locals(Type plain) {
    Local(typeof(int));
    void Local(Type t) {
      Take(t);
      Take(plain);
    }
    Annotated(plain);
    static void Annotated([DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] Type t) => Take(t);
  }
  static void Nested<T, [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] F>() {
    Action a = () => Take(typeof(F));
    a();
    Action b = () =>
      Take(typeof(T));
    b();
    L();
    void L() => Take(typeof(F));
  }
  static void Take([DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] Type? t) => Console.Write(t?.GetFields().Length);
}
