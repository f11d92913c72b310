static class annotated_types {
  public static void Run() {
    Console.Write(new Base().GetType().GetMethods());
    Console.Write(new Derived());
    Console.Write(new Fine());
    Console.Write(new Hidden());
    IFace f = new Impl();
    Console.Write(f.GetType().GetMethods());
  }
  [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicMethods | DynamicallyAccessedMemberTypes.PublicFields)] class Base {
    [RequiresUnreferencedCode("in base")] public void Code() {}
    public void Fine() {}
  }
  class Derived : Base {
    [RequiresUnreferencedCode("in derived")] public void More() {}
    public void Takes([DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] Type t) {}
    [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] public Type? field;
    [RequiresDynamicCode("in derived")] public void Dynamic() {}
  }
  class Fine : Base { public void Nothing() {} }
  class Hidden : Base { [RequiresUnreferencedCode("not public")] void Private() {} }
  [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicMethods)] interface IFace {}
  class Impl : IFace { [RequiresUnreferencedCode("in impl")] public void Code() {} }
}
