Task.Run(() => { throw new ArgumentException("bad arg", "p"); }).Wait();
