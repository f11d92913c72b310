static class suppress_property_accessor {
  public static void Run() {
    Console.Write(new C().P);
    new C().E += () => {};
    foreach (var x in new C().Iterates(typeof(int))) Console.Write(x);
  }
  class C {
    [UnconditionalSuppressMessage("Trimming", "IL2072")] public int P => Plain().GetMethods().Length + Fields(Plain());
    [UnconditionalSuppressMessage("Trimming", "IL2075")] public event Action E { add => Plain().GetMethods(); remove {} }
    [UnconditionalSuppressMessage("Trimming", "IL2070")] public IEnumerable<int> Iterates(Type t) {
      t.GetMethods();
      yield return 1;
      Fields(t);
    }
    static int Fields([DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] Type t) => 1;
  }
  static Type Plain() => typeof(int);
}
