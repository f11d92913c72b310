// TCP over the loopback interface: synchronous, asynchronous, timeouts, errors, options.
using System.Net;
using System.Net.Sockets;
using System.Text;

using (var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp))
{
    listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
    listener.Listen(5);
    var end = (IPEndPoint)listener.LocalEndPoint!;
    Console.WriteLine(end.Address + " " + (end.Port > 0));
    var server = new Thread(() =>
    {
        using Socket s = listener.Accept();
        var buffer = new byte[100];
        for (int n; (n = s.Receive(buffer)) > 0;) s.Send(Encoding.ASCII.GetBytes(Encoding.ASCII.GetString(buffer, 0, n).ToUpper()));
    });
    server.Start();
    using var client = new Socket(SocketType.Stream, ProtocolType.Tcp);
    client.Connect(end);
    client.Send("hello over tcp"u8);
    var answer = new byte[100];
    int got = client.Receive(answer);
    Console.WriteLine(Encoding.ASCII.GetString(answer, 0, got) + " " + client.Connected + " " + client.Available);
    client.Shutdown(SocketShutdown.Send);
    Console.WriteLine(client.Receive(answer));
    server.Join();
}

// TcpListener, streams, async; several clients.
var tcp = new TcpListener(IPAddress.Loopback, 0);
tcp.Start();
int port = ((IPEndPoint)tcp.LocalEndpoint).Port;
Task serving = Task.Run(async () =>
{
    var running = new List<Task>();
    for (int i = 0; i < 8; i++)
    {
        TcpClient c = await tcp.AcceptTcpClientAsync();
        running.Add(Task.Run(async () =>
        {
            using (c)
            {
                using var reader = new StreamReader(c.GetStream());
                using var writer = new StreamWriter(c.GetStream()) { AutoFlush = true };
                while (await reader.ReadLineAsync() is { } line) await writer.WriteLineAsync(new string(line.Reverse().ToArray()));
            }
        }));
    }
    await Task.WhenAll(running);
});
string[] answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(async i =>
{
    using var c = new TcpClient();
    await c.ConnectAsync(IPAddress.Loopback, port);
    c.NoDelay = true;
    using var reader = new StreamReader(c.GetStream());
    using var writer = new StreamWriter(c.GetStream()) { AutoFlush = true };
    var all = new StringBuilder();
    for (int k = 0; k < 20; k++)
    {
        await writer.WriteLineAsync($"client {i} line {k}");
        all.Append((await reader.ReadLineAsync())!.Length);
    }
    return all.ToString();
}));
Console.WriteLine(string.Join(" ", answers.Select(a => a.Length)));
await serving;
tcp.Stop();

// What goes wrong.
int closed;
using (var s = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)) { s.Bind(new IPEndPoint(IPAddress.Loopback, 0)); closed = ((IPEndPoint)s.LocalEndPoint!).Port; }
try { using var c = new TcpClient("127.0.0.1", closed); }
catch (SocketException e) { Console.WriteLine($"{e.SocketErrorCode} {e.ErrorCode} {e.Message.Replace(closed.ToString(), "PORT")}"); }
try { using var c = new TcpClient(); await c.ConnectAsync("127.0.0.1", closed); }
catch (SocketException e) { Console.WriteLine($"{e.SocketErrorCode} {e.Message.Replace(closed.ToString(), "PORT")}"); }
using (var a = new Socket(SocketType.Stream, ProtocolType.Tcp))
{
    try { a.Send(new byte[1]); } catch (SocketException e) { Console.WriteLine(e.SocketErrorCode + ": " + e.Message); }
    a.Close();
    try { a.Listen(); } catch (ObjectDisposedException e) { Console.WriteLine(e.ObjectName); }
}
using (var a = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp))
using (var b = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp))
{
    a.Bind(new IPEndPoint(IPAddress.Loopback, 0));
    a.Listen();
    try { b.Bind(a.LocalEndPoint!); b.Listen(); } catch (SocketException e) { Console.WriteLine(e.SocketErrorCode); }
    using var c = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ReceiveTimeout = 30 };
    c.Connect(a.LocalEndPoint!);
    try { c.Receive(new byte[1]); } catch (SocketException e) { Console.WriteLine(e.SocketErrorCode); }
    using var cancel = new CancellationTokenSource(30);
    try { await c.ReceiveAsync(new byte[1], cancel.Token); } catch (OperationCanceledException) { Console.WriteLine("canceled"); }
    c.Blocking = false;
    try { c.Receive(new byte[1]); } catch (SocketException e) { Console.WriteLine(e.SocketErrorCode); }
}

// Options.
using (var s = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp))
{
    s.NoDelay = true;
    s.LingerState = new LingerOption(true, 3);
    s.SendTimeout = 1500;
    s.Ttl = 42;
    s.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
    s.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, 77);
    s.SendBufferSize = 20000;
    s.ReceiveBufferSize = 30000;
    Console.WriteLine($"{s.NoDelay} {s.LingerState!.Enabled}/{s.LingerState.LingerTime} {s.SendTimeout} {s.Ttl} {s.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive)} {s.GetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime)}");
    Console.WriteLine($"{s.SendBufferSize} {s.ReceiveBufferSize} {s.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress)} {s.DontFragment} {s.ExclusiveAddressUse} {s.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.Type)}");
    s.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
    Console.WriteLine(s.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress));
    try { s.SetSocketOption(SocketOptionLevel.Udp, SocketOptionName.ChecksumCoverage, 1); } catch (SocketException e) { Console.WriteLine(e.SocketErrorCode); }
}
