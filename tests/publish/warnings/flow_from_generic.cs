static class flow_from_generic {
  [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] static Type s_field = typeof(int);
  public static void Run() {
    M<int, int, int>();
    Give<int>();
    new G<int>().Use();
    new Fits<int>().Use();
  }
  static void M<T, [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] F, [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicMethods)] P>() {
    Take(typeof(T));
    Take(typeof(F));
    Take(typeof(P));
    s_field = typeof(T);
    s_field = typeof(F);
    typeof(T).GetMethods();
    typeof(P).GetMethods();
    Ask<T>();
    Ask<F>();
    Ask<P>();
    new Fits<T>().Use();
    Fits<T>.S();
    Fits<F>.S();
    Fits<T>.s_value = 3;
    Console.Write(typeof(Fits<T>));
    Console.Write(new Fits<T>[1]);
    object o = new();
    Console.Write(o is Fits<T>);
    Console.Write((Fits<T>?)null);
    Func<int> f = Fits<T>.S;
    f();
  }
  static int Ask<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] T>() => typeof(T).GetFields().Length;
  static void Take([DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] Type t) => Console.Write(t.GetFields().Length);
  [return: DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)]
  static Type Give<T>() =>
    typeof(T);
  class Fits<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] T> {
    public static int s_value;
    public int Use() => typeof(T).GetFields().Length;
    public static int S() => typeof(T).GetFields().Length;
  }
  class G<T> {
    Fits<T>? f;
    public void Use() {
      Console.Write(f);
      Fits<T>? local = null;
      Console.Write(local?.Use());
      Pass(f);
    }
    static void Pass(Fits<T>? x) => Console.Write(x);
  }
}
