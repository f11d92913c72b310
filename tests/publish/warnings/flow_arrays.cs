static class flow_arrays {
  public static void Run() {
    Type[] a = new Type[2];
    a[0] = typeof(int);
    a[1] = Plain();
    Take(a[0]);
    Take(a[1]);
    Type[] b = { typeof(int), typeof(string) };
    Take(b[0]);
    for (int i = 0; i < 2; i++) Take(b[i]);
    Change(b);
    Take(b[0]);
    object[] c = { typeof(int), "x" };
    Take((Type)c[0]);
    Take(((Type[])[Plain()])[0]);
    Type[,] d = new Type[1, 1];
    d[0, 0] = typeof(int);
    Take(d[0, 0]);
    Type[] e = new Type[3];
    Take(e[2]);
  }
  static void Change(Type[] t) => t[0] = Plain();
  static Type Plain() => typeof(int);
  static void Take([DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] Type? t) => Console.Write(t?.GetFields().Length);
}
