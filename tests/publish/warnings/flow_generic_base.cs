static class flow_generic_base {
  public static void Run() {
    Console.Write(new Derived<int>());
    Console.Write(new Good<int>());
    Console.Write(new Implements<int>());
    Console.Write(new Known());
  }
  class Base<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] T> {}
  interface IFace<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] T> {}
  class Derived<T> : Base<T> {}
  class Good<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] T> : Base<T> {}
  class Implements<T> : IFace<T> {}
  class Known : Base<string> {}
}
