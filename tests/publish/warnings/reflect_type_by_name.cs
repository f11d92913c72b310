static class reflect_type_by_name {
  public static void Run() {
    M("reflect_type_by_name", "System.Int32");
    Console.Write(Type.GetType("reflect_type_by_name+Known"));
    Take(Type.GetType("reflect_type_by_name+Known"));
    Console.Write(Type.GetType("not_there"));
    Console.Write(Type.GetType("System.Collections.Generic.List`1[[System.Int32]], mscorlib"));
    Console.Write(Type.GetType("reflect_type_by_name+known", false, true));
    Console.Write(Type.GetType("reflect_type_by_name+Known", false, DateTime.Now.Year > 3));
    Console.Write(Type.GetType(null!, false));
    Console.Write(Type.GetType("NotThere, NotThereEither"));
  }
  static void M(string plain, [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] string annotated) {
    Console.Write(Type.GetType(plain));
    Console.Write(Type.GetType(annotated));
    Take(Type.GetType(annotated));
    Text(plain);
    Text(annotated);
    Text("reflect_type_by_name+Known");
    Text("reflect_type_by_name+Known, warnings");
    Text("System.Int32, mscorlib");
    Text(null);
    Text("not_there");
    Type.GetType(annotated)!.GetFields();
    Type.GetType(annotated)!.GetMethods();
    Type.GetType(DateTime.Now.Year > 3 ? "reflect_type_by_name+Known" : "System.Int32");
    Type.GetType("reflect_type_by_name" + "+Known");
    Type.GetType("reflect_type_by_name" + plain);
    Type.GetType(plain, null, null);
  }
  static void Text([DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] string? t) => Console.Write(t);
  static void Take([DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] Type? t) => Console.Write(t?.GetFields().Length);
  public class Known {}
}
