// async void rethrows on the pool: the process ends; an unobserved Task exception does not end it.
AppDomain.CurrentDomain.UnhandledException += (s, e) => Console.WriteLine("event: " + ((Exception)e.ExceptionObject).Message);
_ = Task.Run(() => throw new Exception("unobserved"));
Thread.Sleep(20); GC.Collect(); GC.WaitForPendingFinalizers();
Console.WriteLine("still here");
Fire();
Thread.Sleep(Timeout.Infinite);
static async void Fire() { await Task.Yield(); throw new NotSupportedException("async void"); }
