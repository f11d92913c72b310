static class suppress_message_only {
  [SuppressMessage("Trimming", "IL2026")] public static void Run() => M();
  [RequiresUnreferencedCode("m")] static void M() { Console.Write(""); }
}
