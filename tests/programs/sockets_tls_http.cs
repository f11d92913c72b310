//mode: skip-static (OpenSSL is a shared library), skip-full (28,000 methods)
//stress: 300
// TLS over the loopback interface with a certificate made here, and HttpClient against a small server of our own.
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

using RSA rsa = RSA.Create(2048);
var request = new CertificateRequest("CN=localhost", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
using X509Certificate2 made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
using X509Certificate2 certificate = X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);

async Task Serve(TcpListener listener, int connections, bool tls)
{
    for (int i = 0; i < connections; i++)
    {
        try
        {
            using TcpClient client = await listener.AcceptTcpClientAsync();
            Stream stream = client.GetStream();
            if (tls)
            {
                var secure = new SslStream(stream);
                await secure.AuthenticateAsServerAsync(certificate, false, SslProtocols.None, false);
                stream = secure;
            }
            using var reader = new StreamReader(stream, Encoding.ASCII);
            string? first = await reader.ReadLineAsync();
            if (first == null) continue;     // the client did not like the certificate
            int length = 0;
            while (await reader.ReadLineAsync() is { Length: > 0 } header)
                if (header.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase)) length = int.Parse(header.AsSpan(15));
            var body = new char[length];
            for (int got = 0; got < length;) got += await reader.ReadAsync(body.AsMemory(got));
            string text = first + " / " + new string(body);
            string status = first.Contains("/missing") ? "404 Not Found" : "200 OK";
            byte[] answer = Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\nContent-Length: {text.Length}\r\nConnection: close\r\nX-Test: yes\r\n\r\n{text}");
            await stream.WriteAsync(answer);
            await stream.FlushAsync();
            stream.Dispose();
        }
        catch (Exception e) when (e is AuthenticationException or IOException) { }
    }
}

var plain = new TcpListener(IPAddress.Loopback, 0);
plain.Start();
Task serving = Serve(plain, 3, false);
string url = $"http://127.0.0.1:{((IPEndPoint)plain.LocalEndpoint).Port}";
using (var http = new HttpClient())
{
    Console.WriteLine(await http.GetStringAsync(url + "/hello"));
    HttpResponseMessage r = await http.PostAsync(url + "/post", new StringContent("some text"));
    Console.WriteLine($"{(int)r.StatusCode} {r.Headers.GetValues("X-Test").Single()} {await r.Content.ReadAsStringAsync()}");
    try { await http.GetStringAsync(url + "/missing"); } catch (HttpRequestException e) { Console.WriteLine(e.Message + " " + e.StatusCode); }
    await serving;
    plain.Stop();
    try { await http.GetStringAsync(url); } catch (HttpRequestException e) { Console.WriteLine(e.HttpRequestError + " " + (e.InnerException as SocketException)?.SocketErrorCode); }
}

var secure = new TcpListener(IPAddress.Loopback, 0);
secure.Start();
serving = Serve(secure, 3, true);
int port = ((IPEndPoint)secure.LocalEndpoint).Port;
using (var tcp = new TcpClient("127.0.0.1", port))
using (var tls = new SslStream(tcp.GetStream(), false, (_, c, _, errors) => { Console.WriteLine(c!.Subject + " " + errors); return true; }))
{
    await tls.AuthenticateAsClientAsync("localhost");
    Console.WriteLine(tls.IsAuthenticated + " " + tls.IsEncrypted + " " + tls.SslProtocol);
    await tls.WriteAsync("GET /x HTTP/1.1\r\n\r\n"u8.ToArray());
    using var reader = new StreamReader(tls);
    Console.WriteLine((await reader.ReadToEndAsync()).Split("\r\n")[^1]);
}
using (var handler = new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, _, _, _) => true })
using (var http = new HttpClient(handler))
    Console.WriteLine(await http.GetStringAsync($"https://localhost:{port}/secure"));
using (var http = new HttpClient())
    try { await http.GetStringAsync($"https://localhost:{port}/"); } catch (HttpRequestException e) { Console.WriteLine(e.Message + " | " + e.InnerException!.Message); }
await serving;
