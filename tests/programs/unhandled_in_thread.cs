var t = new Thread(() => throw new InvalidOperationException("in thread"));
t.Start(); t.Join(); Thread.Sleep(1000); Console.WriteLine("unreachable");
