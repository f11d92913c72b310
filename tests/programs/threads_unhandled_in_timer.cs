// An exception that leaves a timer callback ends the process.
AppDomain.CurrentDomain.UnhandledException += (s, e) => Console.WriteLine("event: " + e.ExceptionObject.GetType());
using var timer = new Timer(state => throw new FormatException("from timer " + state), "S", 1, Timeout.Infinite);
Thread.Sleep(Timeout.Infinite);
