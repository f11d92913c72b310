// Environment.FailFast with an exception: no finally, no events.
AppDomain.CurrentDomain.UnhandledException += (s, e) => Console.WriteLine("no");
AppDomain.CurrentDomain.ProcessExit += (s, e) => Console.WriteLine("no");
try { Console.WriteLine("before"); try { throw new FormatException("reason"); } catch (Exception e) { Environment.FailFast("the message", e); } } finally { Console.WriteLine("no finally"); }
