// An exception that leaves a pool work item ends the process, after the UnhandledException event.
AppDomain.CurrentDomain.UnhandledException += (s, e) => Console.WriteLine("event: " + ((Exception)e.ExceptionObject).Message + " terminating " + e.IsTerminating);
AppDomain.CurrentDomain.ProcessExit += (_, _) => Console.WriteLine("must not run");
ThreadPool.QueueUserWorkItem(_ => { try { throw new InvalidOperationException("in the pool"); } finally { } });
Thread.Sleep(Timeout.Infinite);
