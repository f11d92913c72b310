static class feature_guards {
  public static void Run() {
    if (Guarded) Code();
    if (!Guarded) Console.Write("no"); else Code();
    if (Switch) Code();
    if (Switch2) Code();
    if (System.Runtime.CompilerServices.RuntimeFeature.IsDynamicCodeSupported) Dynamic();
    if (!System.Runtime.CompilerServices.RuntimeFeature.IsDynamicCodeSupported) return;
    Dynamic();
    Code();
  }
  [FeatureGuard(typeof(RequiresUnreferencedCodeAttribute))] static bool Guarded => AppContext.TryGetSwitch("x", out bool on) && on;
  [FeatureSwitchDefinition("Some.Switch")] static bool Switch => AppContext.TryGetSwitch("Some.Switch", out bool on) && on;
  [FeatureSwitchDefinition("Some.Switch2"), FeatureGuard(typeof(RequiresUnreferencedCodeAttribute))] static bool Switch2 => AppContext.TryGetSwitch("Some.Switch2", out bool on) && on;
  [RequiresUnreferencedCode("code")] static void Code() => Console.Write("");
  [RequiresDynamicCode("dynamic")] static void Dynamic() => Console.Write("");
}
