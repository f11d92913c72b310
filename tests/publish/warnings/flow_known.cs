static class flow_known {
  [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.All)] static Type? s_field;
  public static void Run() {
    Take(typeof(int));
    Take(null);
    s_field = typeof(List<int>);
    Type t = typeof(Local);
    Take(t);
    Console.Write(t.GetMethods().Length + t.GetProperty("P")!.Name + t.GetField("f") + t.GetConstructors().Length);
    Type? n = null;
    Take(n);
    n?.GetMethods();
    Type u = DateTime.Now.Year > 3 ? typeof(int) : typeof(string);
    u.GetFields();
    Take(Give(2));
    Take("".GetType());
    Take(new Local().GetType());
    Take(typeof(Local).BaseType);
    Take(typeof(Local).UnderlyingSystemType);
    Take(typeof(Local).MakeArrayType());
    Type[] a = [typeof(int), typeof(string)];
    Take(a[1]);
    Console.Write(Activator.CreateInstance(typeof(Local)));
    Console.Write(Activator.CreateInstance<Local>());
  }
  static void Take([DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.All)] Type? t) => Console.Write(t);
  [return: DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.All)] static Type Give(int n) => n > 1 ? typeof(Local) : typeof(int);
  sealed class Local { public int P => 1; public int f = 2; }
}
