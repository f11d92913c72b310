static class override_of_requires {
  public static void Run() => ((Base)new Derived()).M();
  class Base { [RequiresDynamicCode("m")] public virtual void M() { Console.Write(""); } }
  class Derived : Base { public override void M() { Console.Write(""); } }
}
