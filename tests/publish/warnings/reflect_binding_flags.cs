using System.Reflection;
static class reflect_binding_flags {
  public static void Run() => M(typeof(int), typeof(int), BindingFlags.Public);
  static void M([DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicMethods | DynamicallyAccessedMemberTypes.PublicFields)] Type pub,
                [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.NonPublicMethods)] Type priv, BindingFlags flags) {
    pub.GetMethods();
    pub.GetMethods(BindingFlags.Public | BindingFlags.Instance);
    pub.GetMethods(BindingFlags.NonPublic | BindingFlags.Instance);
    pub.GetMethods(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance);
    pub.GetMethods(flags);
    priv.GetMethods(BindingFlags.NonPublic | BindingFlags.Instance);
    priv.GetMethods(BindingFlags.Instance);
    pub.GetMethod("A");
    pub.GetMethod("A", BindingFlags.NonPublic | BindingFlags.Static);
    pub.GetField("A");
    priv.GetField("A");
    pub.GetProperty("A");
    pub.GetConstructor(Type.EmptyTypes);
    pub.GetConstructors();
    pub.GetEvents();
    pub.GetNestedType("X");
    pub.GetMember("X");
    pub.GetMembers();
    pub.GetInterfaces();
    pub.InvokeMember("A", BindingFlags.InvokeMethod, null, null, null);
    pub.GetDefaultMembers();
  }
}
