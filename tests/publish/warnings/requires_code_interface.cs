static class requires_code_interface {
  public static void Run() {
    I i = new C();
    i.M();
  }
  interface I { [RequiresUnreferencedCode("m")] void M(); }
  class C : I { [RequiresUnreferencedCode("m")] public void M() { Console.Write(""); } }
}
