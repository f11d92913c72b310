static class flow_from_field {
  static Type s_plain = typeof(int);
  [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] static Type s_fields = typeof(int);
  [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicMethods)] static Type s_methods = typeof(int);
  class Holder { public Type? plain; [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] public Type? fields; }
  public static void Run() {
    var h = new Holder();
    Take(s_plain);
    Take(s_fields);
    Take(s_methods);
    Take(h.plain!);
    Take(h.fields!);
    s_fields = s_plain;
    h.fields = s_fields;
    h.fields = s_methods;
    s_plain.GetMethods();
    s_methods.GetMethods();
    Give();
  }
  static void Take([DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] Type? t) => Console.Write(t?.GetFields().Length);
  [return: DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)]
  static Type Give() =>
    s_plain;
}
