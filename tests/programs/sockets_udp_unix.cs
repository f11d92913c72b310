//mode: skip-static (musl has other texts for errors)
// Datagrams, Unix domain sockets, Select and Poll, IPv6, scatter and gather, addresses.
using System.Net;
using System.Net.Sockets;
using System.Text;

using (var a = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0)))
using (var b = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0)))
{
    a.Send("ping"u8, (IPEndPoint)b.Client.LocalEndPoint!);
    UdpReceiveResult r = await b.ReceiveAsync();
    Console.WriteLine(Encoding.ASCII.GetString(r.Buffer) + " " + r.RemoteEndPoint.Equals(a.Client.LocalEndPoint));
    await b.SendAsync(new byte[3], (IPEndPoint)a.Client.LocalEndPoint!);
    IPEndPoint? from = null;
    Console.WriteLine(a.Receive(ref from).Length + " " + from!.Address);
    b.Client.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.PacketInformation, true);
    a.Send(new byte[10], (IPEndPoint)b.Client.LocalEndPoint!);
    EndPoint sender = new IPEndPoint(IPAddress.Any, 0);
    var flags = SocketFlags.None;
    int n = b.Client.ReceiveMessageFrom(new byte[4], 0, 4, ref flags, ref sender, out IPPacketInformation info);
    Console.WriteLine($"{n} {flags} {info.Address} {info.Interface > 0}");
}

string path = Path.Combine(Path.GetTempPath(), "ahead-" + Environment.ProcessId + ".sock");
using (var server = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
{
    var end = new UnixDomainSocketEndPoint(path);
    server.Bind(end);
    server.Listen();
    using var client = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    client.Connect(end);
    using Socket accepted = server.Accept();
    // Two buffers in, one out.
    int sent = client.Send(new List<ArraySegment<byte>> { new(Encoding.UTF8.GetBytes("first ")), new(Encoding.UTF8.GetBytes("second")) });
    var into = new byte[32];
    Console.WriteLine(sent + " " + Encoding.UTF8.GetString(into, 0, accepted.Receive(into)) + " " + (accepted.LocalEndPoint!.ToString() == path));

    // Readiness.
    Console.WriteLine(accepted.Poll(0, SelectMode.SelectRead) + " " + accepted.Poll(0, SelectMode.SelectWrite));
    client.Send(new byte[1]);
    Console.WriteLine(accepted.Poll(1000000, SelectMode.SelectRead));
    var readers = new List<Socket> { server, accepted };
    var writers = new List<Socket> { client };
    Socket.Select(readers, writers, null, 1000000);
    Console.WriteLine($"{readers.Count} {readers.Contains(accepted)} {writers.Count}");
    accepted.Receive(into);
    readers = [accepted];
    Socket.Select(readers, null, null, 1000);
    Console.WriteLine(readers.Count);
    client.Close();
    Console.WriteLine(accepted.Receive(into));
}
File.Delete(path);
try { using var s = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified); s.Connect(new UnixDomainSocketEndPoint(path)); }
catch (SocketException e) { Console.WriteLine(e.SocketErrorCode); }

if (Socket.OSSupportsIPv6)
{
    using var dual = new TcpListener(IPAddress.IPv6Any, 0);
    dual.Server.DualMode = true;
    dual.Start();
    using var v4 = new TcpClient("127.0.0.1", ((IPEndPoint)dual.LocalEndpoint).Port);
    using TcpClient accepted = dual.AcceptTcpClient();
    Console.WriteLine(((IPEndPoint)accepted.Client.RemoteEndPoint!).Address.IsIPv4MappedToIPv6);
}
else Console.WriteLine(true);

Console.WriteLine(string.Join(" ", (await Dns.GetHostAddressesAsync("127.0.0.1")).Select(a => a.ToString())));
Console.WriteLine(Dns.GetHostAddresses("localhost").Any(IPAddress.IsLoopback));
try { Dns.GetHostAddresses("no-such-host.invalid"); } catch (SocketException e) { Console.WriteLine(e.SocketErrorCode == SocketError.HostNotFound || e.SocketErrorCode == SocketError.TryAgain); }
Console.WriteLine(new SocketAddress(AddressFamily.InterNetworkV6).Size + " " + new IPEndPoint(IPAddress.Parse("1.2.3.4"), 80).Serialize());
foreach (SocketError code in new[] { SocketError.ConnectionRefused, SocketError.TimedOut, SocketError.HostNotFound, SocketError.AddressAlreadyInUse, SocketError.WouldBlock })
    Console.WriteLine(new SocketException((int)code).Message);
