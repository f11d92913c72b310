static class reflect_base_type {
  public static void Run() => M(typeof(int), typeof(int), typeof(int), typeof(int));
  static void M([DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicMethods)] Type methods, [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.NonPublicMethods)] Type priv,
                [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.All)] Type all, Type plain) {
    methods.BaseType!.GetMethods();
    priv.BaseType!.GetMethods(System.Reflection.BindingFlags.NonPublic);
    all.BaseType!.GetFields();
    all.BaseType!.BaseType!.GetFields();
    plain.BaseType!.GetMethods();
    all.GetInterface("IX");
    plain.GetInterface("IX");
    all.GetElementType()!.GetMethods();
    methods.MakeArrayType().GetMethods();
    methods.MakeByRefType().GetMethods();
    methods.UnderlyingSystemType.GetMethods();
    plain.UnderlyingSystemType.GetMethods();
    all.GetNestedType("X")!.GetMethods();
    all.GetInterfaces()[0].GetMethods();
    methods.DeclaringType!.GetMethods();
    plain.Assembly.GetType("X");
    methods.GetGenericTypeDefinition().GetMethods();
    Nullable.GetUnderlyingType(methods)!.GetMethods();
    foreach (var i in all.GetInterfaces()) i.GetMethods();
  }
}
