static class requires_code_nested_type_scope {
  [UnconditionalSuppressMessage("Trimming", "IL2026")] public static void Run() => Outer.Inner.M();
  [RequiresUnreferencedCode("m")] class Outer { public class Inner { public static void M() => N(); [RequiresUnreferencedCode("n")] static void N() { Console.Write(""); } } }
}
