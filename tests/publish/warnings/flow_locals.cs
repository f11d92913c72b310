static class flow_locals {
  public static void Run() {
    Straight(typeof(int));
    Branches(1, typeof(int));
    Loop(typeof(int));
    Switch(1, typeof(int));
    Catches(typeof(int));
    Null(typeof(int));
  }
  static void Straight(Type plain) {
    Type t = typeof(int);
    Take(t);
    t = plain;
    Take(t);
    t = typeof(string);
    Take(t);
  }
  static void Branches(int n, Type plain) {
    Type t = typeof(int);
    if (n > 1) t = plain;
    Take(t);
    Take(n > 2 ? plain : typeof(string));
    Type u;
    if (n > 1) u = typeof(int);
    else u = typeof(string);
    Take(u);
    u = plain;
    if (n > 5) Take(u);
    u = typeof(int);
    Take(u);
  }
  static void Loop(Type plain) {
    Type t = typeof(int);
    for (int i = 0; i < 2; i++) {
      Take(t);
      t = plain;
    }
    Type? last = null;
    while (last == null) {
      Take(last);
      last = typeof(string);
    }
    Take(last);
  }
  static void Switch(int n, Type plain) {
    Take(n switch { 0 => typeof(int), 1 => typeof(string), _ => plain });
    Take(n switch { 0 => typeof(int), 1 => typeof(string), _ => throw new Exception() });
    Type t = typeof(int);
    switch (n) {
      case 1: t = plain; break;
      case 2: t = typeof(string); break;
    }
    Take(t);
  }
  static void Catches(Type plain) {
    Type t = typeof(int);
    try {
      Take(t);
      t = plain;
    } catch (Exception) {
      Take(t);
      t = typeof(string);
    } finally {
      Take(t);
    }
    Take(t);
  }
  static void Null(Type plain) {
    Type? t = null;
    if (plain.Name == "x") t = plain;
    Take(t ?? typeof(int));
    if (t != null) Take(t);
  }
  static void Take([DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] Type? t) => Console.Write(t?.GetFields().Length);
}
