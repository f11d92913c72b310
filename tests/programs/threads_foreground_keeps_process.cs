// The process waits for foreground threads and not for background ones; a thread that turns into a background one lets it end; ProcessExit runs after that.
AppDomain.CurrentDomain.ProcessExit += (s, e) => Console.WriteLine("exit " + Environment.ExitCode + " " + (s == AppDomain.CurrentDomain));
var hang = new Thread(() => Thread.Sleep(Timeout.Infinite)) { IsBackground = true };
hang.Start();
var spin = new Thread(() => { while (true) { } }) { IsBackground = true };
spin.Start();
Thread turning = null!; var returned = new ManualResetEventSlim(); var turned = new ManualResetEventSlim();
turning = new Thread(() => { returned.Wait(); Console.WriteLine("background now"); Thread.CurrentThread.IsBackground = true; turned.Set(); Thread.Sleep(Timeout.Infinite); });
turning.Start();
var first = new Thread(() =>
{
    turned.Wait();
    turning.Join(30);
    var second = new Thread(() => { Thread.Sleep(20); Console.WriteLine("second ends"); Environment.ExitCode = 12; });
    Console.WriteLine("first starts second");
    second.Start();
    second.Join();
    Console.WriteLine("first ends");
});
first.Start();
ThreadPool.QueueUserWorkItem(_ => Thread.Sleep(Timeout.Infinite));
Console.WriteLine("main returns");
returned.Set();
