static class flow_from_return {
  [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] static Type s_field = typeof(int);
  public static void Run() {
    Take(Plain());
    Take(Methods());
    Take(Fields());
    s_field = Plain();
    s_field = Fields();
    Plain().GetMethods();
    Methods().GetMethods();
    Methods().GetProperties();
    Give();
    GiveFields();
  }
  static void Take([DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] Type t) => Console.Write(t.GetFields().Length);
  static Type Plain() => typeof(int);
  [return: DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicMethods)] static Type Methods() => typeof(int);
  [return: DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] static Type Fields() => typeof(int);
  [return: DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)]
  static Type Give() =>
    Plain();
  [return: DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)]
  static Type GiveFields() =>
    Fields();
}
