//bodies: 3600
//feature: System.Globalization.Invariant=true
//kept: System.Console!System.Console.WriteLine(System.String)
//gone: Interop/Globalization.GetLocaleName
//gone: System.Globalization.CalendarData.Icu
//gone: System.Linq
//gone: System.Text.RegularExpressions
//gone: System.Net.
//gone: System.Resources.ResourceManager
//gone: System.Xml
//gone: System.Numerics.BigInteger
//gone: System.Reflection.Emit
//gone: System.RuntimeType.GetMethodCandidates
//gone: System.RuntimeType.GetConstructorCandidates
//gone: System.Reflection.RuntimeMethodInfo.Invoke
//gone: System.Reflection.MethodBaseInvoker
//gone: System.Reflection.CustomAttribute.
//gone: System.Threading.Tasks.TaskScheduler.
//gone: System.Diagnostics.Tracing.EventSource.WriteEvent
//gone: System.Diagnostics.Tracing.NativeRuntimeEventSource.
// Neither resources nor reflection over members nor event tracing gets into hello world.
Console.WriteLine("Hello");
