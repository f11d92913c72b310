//mode: skip-static (OpenSSL is a shared library)
//stress: 50
// Hashes, HMAC, key derivation, AES in all modes, RSA, elliptic curves, certificates; random numbers by their properties.
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

byte[] data = Encoding.UTF8.GetBytes("The quick brown fox jumps over the lazy dog");
static string Hex(byte[] b) => Convert.ToHexStringLower(b);

Console.WriteLine(Hex(MD5.HashData(data)));
Console.WriteLine(Hex(SHA1.HashData(data)));
Console.WriteLine(Hex(SHA256.HashData(data)));
Console.WriteLine(Hex(SHA384.HashData(data)));
Console.WriteLine(Hex(SHA512.HashData(data)));
Console.WriteLine(SHA3_256.IsSupported ? Hex(SHA3_256.HashData(data)) : "no SHA-3");
Console.WriteLine(Hex(HMACSHA256.HashData("key"u8, data)) + " " + Hex(HMACMD5.HashData("key"u8, data)));
using (SHA256 sha = SHA256.Create()) Console.WriteLine(Hex(await sha.ComputeHashAsync(new MemoryStream(new byte[10000]))));
using (var inc = IncrementalHash.CreateHash(HashAlgorithmName.SHA256))
{
    foreach (byte b in data) inc.AppendData([b]);
    Console.WriteLine(Hex(inc.GetCurrentHash()) == Hex(inc.GetHashAndReset()));
}
Console.WriteLine(Hex(Rfc2898DeriveBytes.Pbkdf2("password", "salt"u8.ToArray(), 1000, HashAlgorithmName.SHA256, 20)));
Console.WriteLine(Hex(HKDF.DeriveKey(HashAlgorithmName.SHA256, data, 16, [1], [2])));

byte[] key = SHA256.HashData("k"u8), iv = MD5.HashData("iv"u8);
using (Aes aes = Aes.Create())
{
    aes.Key = key;
    Console.WriteLine(Hex(aes.EncryptCbc(data, iv)));
    Console.WriteLine(Hex(aes.EncryptEcb(data, PaddingMode.PKCS7)));
    Console.WriteLine(Hex(aes.EncryptCfb(data, iv)));
    Console.WriteLine(Encoding.UTF8.GetString(aes.DecryptCbc(aes.EncryptCbc(data, iv), iv)));
    aes.IV = iv;
    using var to = new MemoryStream();
    using (var crypto = new CryptoStream(to, aes.CreateEncryptor(), CryptoStreamMode.Write, leaveOpen: true)) crypto.Write(data);
    Console.WriteLine(to.Length);
    try { aes.DecryptCbc(new byte[15], iv); } catch (CryptographicException e) { Console.WriteLine(e.Message); }
    try { aes.DecryptCbc(new byte[32], iv); } catch (CryptographicException e) { Console.WriteLine(e.Message); }
    try { aes.Key = new byte[5]; } catch (CryptographicException e) { Console.WriteLine(e.Message); }
}
using (var gcm = new AesGcm(key, 16))
{
    byte[] cipher = new byte[data.Length], tag = new byte[16], back = new byte[data.Length];
    gcm.Encrypt(iv.AsSpan(0, 12), data, cipher, tag, [9]);
    Console.WriteLine(Hex(cipher) + " " + Hex(tag));
    gcm.Decrypt(iv.AsSpan(0, 12), cipher, tag, back, [9]);
    Console.WriteLine(Encoding.UTF8.GetString(back));
    tag[0] ^= 1;
    try { gcm.Decrypt(iv.AsSpan(0, 12), cipher, tag, back, [9]); } catch (AuthenticationTagMismatchException e) { Console.WriteLine(e.Message); }
}
using (var cc = new ChaCha20Poly1305(key))
{
    byte[] cipher = new byte[data.Length], tag = new byte[16];
    cc.Encrypt(iv.AsSpan(0, 12), data, cipher, tag);
    Console.WriteLine(Hex(cipher) + " " + Hex(tag));
}

using (RSA rsa = RSA.Create(2048))
{
    byte[] signature = rsa.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    Console.WriteLine(signature.Length + " " + rsa.VerifyData(data, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1) + " " + rsa.VerifyData(key, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
    using RSA other = RSA.Create();
    other.ImportFromPem(rsa.ExportRSAPrivateKeyPem());
    Console.WriteLine(Hex(other.Decrypt(rsa.Encrypt(data, RSAEncryptionPadding.OaepSHA256), RSAEncryptionPadding.OaepSHA256)) == Hex(data));
    using RSA open = RSA.Create();
    open.ImportSubjectPublicKeyInfo(rsa.ExportSubjectPublicKeyInfo(), out _);
    try { open.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pss); } catch (CryptographicException) { Console.WriteLine("no private key"); }
}
using (ECDsa ec = ECDsa.Create(ECCurve.NamedCurves.nistP256))
{
    byte[] signature = ec.SignData(data, HashAlgorithmName.SHA256);
    Console.WriteLine(signature.Length + " " + ec.VerifyData(data, signature, HashAlgorithmName.SHA256) + " " + ec.KeySize);
    ECParameters p = ec.ExportParameters(true);
    using ECDsa again = ECDsa.Create(p);
    Console.WriteLine(again.VerifyData(data, signature, HashAlgorithmName.SHA256) + " " + p.Curve.Oid.FriendlyName + " " + p.D!.Length);
}
using (ECDiffieHellman a = ECDiffieHellman.Create(), b = ECDiffieHellman.Create())
    Console.WriteLine(Hex(a.DeriveKeyFromHash(b.PublicKey, HashAlgorithmName.SHA256)) == Hex(b.DeriveKeyFromHash(a.PublicKey, HashAlgorithmName.SHA256)));

using (RSA rsa = RSA.Create(2048))
{
    var request = new CertificateRequest("CN=test.example, O=Ahead", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
    var names = new SubjectAlternativeNameBuilder();
    names.AddDnsName("localhost");
    request.CertificateExtensions.Add(names.Build());
    using X509Certificate2 cert = request.CreateSelfSigned(new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2044, 1, 1, 0, 0, 0, TimeSpan.Zero));
    Console.WriteLine($"{cert.Subject} | {cert.Issuer} | {cert.NotAfter.ToUniversalTime():yyyy-MM-dd} {cert.HasPrivateKey} {cert.SignatureAlgorithm.FriendlyName} {cert.Extensions.Count}");
    using X509Certificate2 copy = X509CertificateLoader.LoadPkcs12(cert.Export(X509ContentType.Pkcs12, "pw"), "pw");
    Console.WriteLine(copy.Thumbprint == cert.Thumbprint);
    try { X509CertificateLoader.LoadPkcs12(cert.Export(X509ContentType.Pkcs12, "pw"), "no"); } catch (CryptographicException e) { Console.WriteLine(e.Message); }
    try { X509CertificateLoader.LoadCertificate([1, 2, 3]); } catch (CryptographicException e) { Console.WriteLine(e.GetType().Name); }
}
byte[] r1 = RandomNumberGenerator.GetBytes(32), r2 = RandomNumberGenerator.GetBytes(32);
Console.WriteLine(!r1.AsSpan().SequenceEqual(r2) + " " + (RandomNumberGenerator.GetInt32(5, 10) is >= 5 and < 10) + " " + RandomNumberGenerator.GetHexString(12).Length);
Console.WriteLine(CryptographicOperations.FixedTimeEquals(r1, r1));
