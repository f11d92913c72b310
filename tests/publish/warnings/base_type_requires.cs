static class base_type_requires {
  public static void Run() => new Derived();
  [RequiresUnreferencedCode("b")] class Base { public Base() { Console.Write(""); } }
  class Derived : Base {}
}
