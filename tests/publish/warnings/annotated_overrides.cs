static class annotated_overrides {
  public static void Run() {
    Base b = DateTime.Now.Year > 3 ? new Derived() : new Base();
    b.Parameter(typeof(int));
    b.Return();
    b.Generic<int>();
    b.Fine(typeof(int));
    b.P = b.P;
    IFace i = new Impl();
    i.Parameter(typeof(int));
    i.Return();
    i.Generic<int>();
    IFace e = new Explicit();
    e.Parameter(typeof(int));
    Annotated a = new NotAnnotated();
    a.Parameter(typeof(int));
    Console.Write(a.Return());
  }
  class Base {
    public virtual void Parameter([DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] Type t) {}
    [return: DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] public virtual Type? Return() => null;
    public virtual void Generic<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] T>() {}
    public virtual void Fine([DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] Type t) {}
    [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] public virtual Type? P { get; set; }
  }
  class Derived : Base {
    public override void Parameter(Type t) {}
    [return: DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicMethods)] public override Type? Return() => null;
    public override void Generic<T>() {}
    public override void Fine([DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] Type t) {}
    public override Type? P { get; set; }
  }
  class Annotated {
    public virtual void Parameter(Type t) {}
    public virtual Type? Return() => null;
  }
  class NotAnnotated : Annotated {
    public override void Parameter([DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] Type t) {}
    [return: DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] public override Type? Return() => null;
  }
  interface IFace {
    void Parameter([DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] Type t);
    [return: DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] Type? Return();
    void Generic<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] T>();
  }
  class Impl : IFace {
    public void Parameter(Type t) {}
    public Type? Return() => null;
    public void Generic<T>() {}
  }
  class Explicit : IFace {
    void IFace.Parameter(Type t) {}
    [return: DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] Type? IFace.Return() => null;
    void IFace.Generic<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] T>() {}
  }
}
