static class flow_state_machines {
  public static void Run() {
    foreach (int n in Iterates(typeof(int), typeof(int))) Console.Write(n);
    Awaits(typeof(int), typeof(int)).Wait();
    foreach (int n in Generic<int, int>()) Console.Write(n);
    Moves(typeof(int)).Wait();
  }
  static IEnumerable<int> Iterates([DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] Type fields, Type plain) {
    Take(fields);
    yield return 1;
    Take(fields);
    Take(plain);
    yield return 2;
    Type t = typeof(int);
    yield return 3;
    Take(t);
  }
  static async Task Awaits([DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] Type fields, Type plain) {
    Take(fields);
    await Task.Yield();
    Take(fields);
    Take(plain);
  }
  static IEnumerable<int> Generic<T, [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] F>() {
    Take(typeof(F));
    Take(typeof(T));
    yield return 1;
  }
  static async Task Moves(Type plain) {
    Type t = typeof(int);
    Take(t);
    await Task.Yield();
    Take(t);
    t = plain;
    await Task.Yield();
    Take(t);
  }
  static void Take([DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] Type? t) => Console.Write(t?.GetFields().Length);
}
