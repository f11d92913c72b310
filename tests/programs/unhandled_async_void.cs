// async void: the exception is thrown on the thread pool and ends the process.
Console.WriteLine("start"); Fire(); Thread.Sleep(5000); Console.WriteLine("never");
static async void Fire() { await Task.Yield(); throw new TimeoutException("async void"); }
