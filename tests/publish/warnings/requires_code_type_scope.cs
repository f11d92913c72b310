static class requires_code_type_scope {
  [UnconditionalSuppressMessage("Trimming", "IL2026")] public static void Run() => new Scope().M();
  [RequiresUnreferencedCode("m")] class Scope { public void M() => N(); [RequiresUnreferencedCode("n")] static void N() { Console.Write(""); } }
}
