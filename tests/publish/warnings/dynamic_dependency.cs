static class dynamic_dependency {
  public static void Run() {
    Good();
    NoType();
    NoMember();
    NoAssembly();
    Requires();
    Lambda();
  }
  [DynamicDependency("M", typeof(C))] static void Good() {}
  [DynamicDependency("M", "NotThere", "warnings")] static void NoType() {}
  [DynamicDependency("NotThere", typeof(C))] static void NoMember() {}
  [DynamicDependency("M", "C", "NotThere")] static void NoAssembly() {}
  [DynamicDependency("Code", typeof(C))] static void Requires() {}
  [DynamicDependency(DynamicallyAccessedMemberTypes.PublicMethods, typeof(C))] static void Lambda() {}
  class C {
    public static void M() {}
    [RequiresUnreferencedCode("code")] public static void Code() {}
  }
}
