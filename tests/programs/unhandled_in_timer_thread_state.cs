// An exception in a thread pool callback ends the process while other threads run and hold locks; finally blocks of main do not run, the handler sees the exception.
AppDomain.CurrentDomain.UnhandledException += (s, e) => { Console.WriteLine($"handler {((Exception)e.ExceptionObject).Message} {e.IsTerminating}"); };
AppDomain.CurrentDomain.ProcessExit += (s, e) => Console.WriteLine("never");
object gate = new(); var held = new ManualResetEventSlim();
new Thread(() => { lock (gate) { held.Set(); Thread.Sleep(-1); } }) { IsBackground = true }.Start(); held.Wait();
new Thread(() => { while (true) Thread.Sleep(1000); }).Start();
try { ThreadPool.QueueUserWorkItem(_ => { try { throw new InvalidOperationException("pool item"); } finally { } }); lock (gate) Console.WriteLine("never"); } finally { Console.WriteLine("never"); }
