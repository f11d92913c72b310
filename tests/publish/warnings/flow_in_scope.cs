static class flow_in_scope {
  public static void Run() {
#pragma warning disable IL2026
    Code(typeof(int));
    Suppressed(typeof(int));
    Other(typeof(int));
    new C().Lambda(typeof(int));
    new D().M(typeof(int));
  }
  [RequiresUnreferencedCode("code")] static void Code(Type t) {
    t.GetMethods();
    Action a = () => t.GetFields();
    a();
  }
  [UnconditionalSuppressMessage("Trimming", "IL2070")] static void Suppressed(Type t) {
    t.GetMethods();
    Take(t);
  }
  [UnconditionalSuppressMessage("Trimming", "IL2067")] static void Other(Type t) {
    t.GetMethods();
    Take(t);
  }
  class C {
    [UnconditionalSuppressMessage("Trimming", "IL2070")] public void Lambda(Type t) {
      Action a = () => t.GetFields();
      a();
      Action<Type> b = u => u.GetFields();
      b(t);
    }
  }
  [UnconditionalSuppressMessage("Trimming", "IL2070:whatever", Justification = "test")] class D {
    public void M(Type t) => t.GetMethods();
  }
  static void Take([DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] Type t) => Console.Write(t.GetFields().Length);
}
