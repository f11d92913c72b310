//bodies: 3600
//gone: System.Linq
//gone: System.Resources.ResourceManager
//gone: System.RuntimeType.GetMethodCandidates
// Hello world as the SDK builds it by default, with cultures.
Console.WriteLine("Hello");
