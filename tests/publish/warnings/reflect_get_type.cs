static class reflect_get_type {
  public static void Run() {
    M(new object(), new Open(), new Sealed(), new Annotated(), new Derived(), 3, DayOfWeek.Friday, "x", new List<int>());
    G(new Annotated());
    H(3);
  }
  static void M(object o, Open open, Sealed s, Annotated a, Derived d, int i, DayOfWeek e, string text, List<int> list) {
    Take(o.GetType());
    Take(open.GetType());
    Take(s.GetType());
    Take(a.GetType());
    Take(d.GetType());
    Take(i.GetType());
    Take(e.GetType());
    Take(text.GetType());
    Take(list.GetType());
    a.GetType().GetFields();
    a.GetType().GetMethods();
    o.GetType().GetMethods();
    Take(new Open().GetType());
    Take(new Open[0].GetType());
    Take(((IFace)d).GetType());
    Take(o.GetType().BaseType);
    Take(((Enum)e).GetType());
    Take(new Action(Run).GetType());
  }
  static void G<T>(T t) where T : Annotated => Take(t.GetType());
  static void H<T>(T t) where T : struct => Take(t.GetType());
  class Open {}
  sealed class Sealed {}
  [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] class Annotated { public int f; }
  interface IFace {}
  class Derived : Annotated, IFace { public int g; }
  static void Take([DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] Type? t) => Console.Write(t?.GetFields().Length);
}
