static class override_without {
  public static void Run() {
    Base b = new Derived();
    b.M();
  }
  class Base { public virtual void M() { Console.Write(""); } }
  class Derived : Base { [RequiresUnreferencedCode("m")] public override void M() { Console.Write(""); } }
}
