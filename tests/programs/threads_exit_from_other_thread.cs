// Environment.Exit on a thread that is not main, while main waits and others run; finally blocks do not run; ProcessExit does, once.
AppDomain.CurrentDomain.ProcessExit += (_, _) => { Console.WriteLine("exit handler"); Environment.ExitCode = 55; };
AppDomain.CurrentDomain.ProcessExit += (_, _) => Console.WriteLine("second handler " + Environment.HasShutdownStarted);
new Thread(() => { while (true) Thread.Sleep(1); }).Start();
new Thread(() => { object o = new(); while (true) lock (o) o = new byte[100]; }).Start();
var exiting = new Thread(() =>
{
    try { Thread.Sleep(10); Environment.Exit(33); } finally { Console.WriteLine("finally must not run"); }
}) { Name = "exiting" };
exiting.Start();
try { exiting.Join(); } finally { Console.WriteLine("main's finally must not run"); }
