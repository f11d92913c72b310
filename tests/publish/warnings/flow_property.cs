static class flow_property {
  class C {
    [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] public Type Auto { get; set; } = typeof(int);
    public Type Plain { get; set; } = typeof(int);
    [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] public Type Computed {
      get =>
        Plain;
      set => Console.Write(value.GetFields().Length);
    }
    Type stored = typeof(int);
    [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] public Type Stored {
      get => stored;
      set => stored = value;
    }
  }
  public static void Run() {
    var c = new C();
    c.Auto = typeof(string);
    c.Auto = c.Plain;
    c.Computed = c.Auto;
    c.Computed = c.Plain;
    c.Auto = c.Computed;
    c.Stored = c.Stored;
    Take(c.Plain);
    Take(c.Auto);
  }
  static void Take([DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] Type? t) => Console.Write(t?.GetFields().Length);
}
