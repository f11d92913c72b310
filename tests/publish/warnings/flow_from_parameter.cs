static class flow_from_parameter {
  public static void Run() => new Target<int>().All(typeof(int), typeof(int));
  class Target<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] T> : System.Reflection.TypeDelegator {
    [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] static Type s_field = typeof(int);
    public void All(Type plain, [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicMethods)] Type methods) {
      Take(plain);
      Take(methods);
      Give(plain);
      s_field = plain;
      plain.GetMethods();
      methods.GetMethods();
      methods.GetFields();
      typeof(Target<>).MakeGenericType(plain);
    }
  }
  static void Take([DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] Type t) => Console.Write(t.GetFields().Length);
  [return: DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)]
  static Type Give(Type t) =>
    t;
}
