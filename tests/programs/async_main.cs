class P { static async Task<int> Main() { await Task.Delay(1); Console.WriteLine("async main"); return 5; } }
