static class static_initializers {
  public static void Run() {
    Console.Write(A.t);
    Console.Write(new B());
    Console.Write(Whole.s);
  }
  static Type Plain() => typeof(int);
  class A {
    [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] public static Type t =
      Plain();
  }
  class B {
    [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] public Type t =
      Plain();
    int n = Plain().GetMethods().Length;
    public B() => Console.Write(n);
  }
  class Whole {
    public static int s = 1;
    [RequiresUnreferencedCode("cctor")] static Whole() { Console.Write(""); }
  }
}
