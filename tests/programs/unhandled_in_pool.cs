// An exception on a thread pool thread ends the process; an unobserved task exception does not.
TaskScheduler.UnobservedTaskException += (s, e) => e.SetObserved();
_ = Task.Run(() => throw new Exception("unobserved")); Thread.Sleep(20); Console.WriteLine("alive");
ThreadPool.QueueUserWorkItem(_ => throw new NotSupportedException("in pool")); Thread.Sleep(5000); Console.WriteLine("never");
