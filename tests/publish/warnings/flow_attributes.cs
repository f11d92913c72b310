static class flow_attributes {
  public static void Run() {
    Console.Write(typeof(C).GetCustomAttributes(true).Length);
    Console.Write(new C());
    Console.Write(new D());
  }
  class HasTypeAttribute : Attribute {
    public HasTypeAttribute([DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicMethods)] Type t) {}
    public HasTypeAttribute([DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicMethods)] string t) {}
    [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicMethods)] public Type? P { get; set; }
  }
  class NeedsAttribute : Attribute { [RequiresUnreferencedCode("attribute")] public NeedsAttribute() {} }
  [HasType(typeof(Has), P = typeof(Has))] class C {}
  [Needs] class D {}
  class Has { [RequiresUnreferencedCode("code")] public void M() {} }
}
