Console.WriteLine("exiting"); return 42;
