throw new MyException("custom text", 5);
class MyException(string m, int c) : Exception(m) { public override string ToString() => $"MyException<{c}>: {Message}"; }
