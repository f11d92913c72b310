AppDomain.CurrentDomain.ProcessExit += (s, e) => Console.WriteLine("process exit"); try { Console.WriteLine("a"); Environment.Exit(7); } finally { Console.WriteLine("never"); }
