Environment.ExitCode = 9; Console.WriteLine("x");
