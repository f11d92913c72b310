static class annotated_misplaced {
  public static void Run() {
    Number(3);
    new C().M();
    Console.Write(C.f);
    Console.Write(new C().P);
  }
  static void Number([DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] int n) {}
  class C {
    [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] public void M() {}
    [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] public static int f;
    [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] public int P => 1;
  }
}
