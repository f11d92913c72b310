Console.WriteLine("x"); Environment.FailFast("the message");
