static class requires_code_virtual {
  public static void Run() {
    Base b = new Derived();
    b.M();
  }
  class Base { [RequiresUnreferencedCode("m")] public virtual void M() { Console.Write(""); } }
  class Derived : Base { [RequiresUnreferencedCode("m")] public override void M() { Console.Write(""); } }
}
