static class flow_from_this {
  class Kind : System.Reflection.TypeDelegator {
    [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] Type? field;
    public Kind() : base(typeof(int)) {}
    [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicMethods)] public void Some() {
      Take(this);
      field = this;
      Give();
      Other();
      GetMethods();
      GetProperties();
    }
    public void None() {
      Take(this);
      Console.Write(field);
    }
    [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicMethods)]
    [return: DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)]
    Type Give() =>
      this;
    [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] void Other() => Console.Write("");
  }
  public static void Run() {
    new Kind().Some();
    new Kind().None();
  }
  static void Take([DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] Type t) => Console.Write(t.GetFields().Length);
}
