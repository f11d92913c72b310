// Vector2, Vector3, Vector4, Quaternion, Plane and the matrices: values, comparisons, transformations, text.
using System.Numerics;

static class Program
{
    static void Show(string name, object v) => Console.WriteLine($"{name} {v}");
    static string Bits(params float[] v) => string.Join(" ", v.Select(x => BitConverter.SingleToInt32Bits(x).ToString("x8")));

    static void Two()
    {
        Vector2 a = new(1.5f, -2.25f), b = new(3, 0.1f);
        Show("2", $"{a + b} {a - b} {a * b} {a / b} {-a} {a * 2} {2 * a} {a / 3}");
        Show("2", $"{Vector2.Dot(a, b)} {a.Length()} {a.LengthSquared()} {Vector2.Distance(a, b)} {Vector2.Normalize(a)} {Vector2.Reflect(a, Vector2.UnitY)} {Vector2.Min(a, b)} {Vector2.Max(a, b)} {Vector2.Clamp(a, -b, b)} {Vector2.Lerp(a, b, 0.3f)} {Vector2.Abs(a)} {Vector2.SquareRoot(b)}");
        Show("2", $"{a == b} {a != b} {a.Equals(a)} {a.GetHashCode() == new Vector2(1.5f, -2.25f).GetHashCode()} {a[1]} {Vector2.Transform(a, Matrix3x2.CreateRotation(0.5f))} {Vector2.Transform(a, Matrix4x4.CreateScale(2))} {Vector2.Cross(a, b)}");
    }
    static void Three()
    {
        Vector3 a = new(1.5f, -2.25f, 4), b = new(3, 0.1f, -0f);
        Show("3", $"{a + b} {a - b} {a * b} {a / 7} {-a} {Vector3.Cross(a, b)} {Vector3.Dot(a, b)} {a.Length()} {Vector3.Normalize(a)} {Vector3.Reflect(a, Vector3.UnitZ)} {Vector3.Lerp(a, b, 0.7f)} {Vector3.Distance(a, b)} {Vector3.Min(a, b)} {Vector3.Clamp(a, Vector3.Zero, Vector3.One)}");
        Show("3", $"{Vector3.Transform(a, Matrix4x4.CreateRotationY(1))} {Vector3.TransformNormal(a, Matrix4x4.CreateTranslation(b))} {Vector3.Transform(a, Quaternion.CreateFromYawPitchRoll(1, 2, 3))} {a == b} {a.Equals((object)a)} {a[2]} {Vector3.SquareRoot(Vector3.Abs(a))}");
        Show("bits", Bits((a * b).Z, (b / 0).Y, Vector3.Max(b, Vector3.Zero).Z, Vector3.Dot(a, b), Vector3.Normalize(a).X));
        float[] array = { 9, 9, 9, 9, 9 }; a.CopyTo(array, 1); Show("copy", string.Join(",", array)); Show("create", new Vector3(array.AsSpan(1)));
        try { Show("index", a[3]); } catch (Exception e) { Show("index", e.GetType().Name); }
    }
    static void Four()
    {
        Vector4 a = new(1.5f, -2.25f, 4, 0.3f), b = new(new Vector3(3, 0.1f, -0f), 8);
        Show("4", $"{a + b} {a - b} {a * b} {a / b} {-a} {Vector4.Dot(a, b)} {a.Length()} {Vector4.Normalize(a)} {Vector4.Lerp(a, b, 0.25f)} {Vector4.Distance(a, b)} {Vector4.Min(a, b)} {Vector4.Max(a, b)} {Vector4.Clamp(a, Vector4.Zero, Vector4.One)} {Vector4.SquareRoot(Vector4.Abs(a))}");
        Show("4", $"{Vector4.Transform(a, Matrix4x4.CreateRotationX(1))} {Vector4.Transform(new Vector2(1, 2), Matrix4x4.CreatePerspective(1, 2, 3, 4))} {Vector4.Transform(a, Quaternion.CreateFromAxisAngle(Vector3.UnitX, 2))} {a == b} {a != b} {a.GetHashCode() == (a + Vector4.Zero).GetHashCode()} {a[3]} {a.W}");
        Show("bits", Bits((a * b).Z, Vector4.Dot(a, b), Vector4.Normalize(b).W, (a * float.NaN).X, Vector4.Max(new Vector4(float.NaN), a).Y)); a.Y = 7; a[0] = -1; Show("set", a); Show("equal", new Vector4(float.NaN) == new Vector4(float.NaN)); Show("equals", new Vector4(float.NaN).Equals(new Vector4(float.NaN)));
    }
    static void Rotations()
    {
        Quaternion a = Quaternion.CreateFromYawPitchRoll(0.3f, 1.2f, -0.7f), b = Quaternion.CreateFromAxisAngle(Vector3.Normalize(new(1, 2, 3)), 0.9f);
        Show("q", $"{a} {a * b} {a + b} {a - b} {-a} {a / b} {Quaternion.Conjugate(a)} {Quaternion.Inverse(b)} {Quaternion.Slerp(a, b, 0.4f)} {Quaternion.Lerp(a, b, 0.4f)} {Quaternion.Dot(a, b)} {a.Length()} {Quaternion.Normalize(a + b)} {Quaternion.Concatenate(a, b)} {Quaternion.Identity.IsIdentity} {a == b}");
        Plane p = Plane.CreateFromVertices(new(1, 0, 0), new(0, 2, 0), new(0, 0, 3));
        Show("p", $"{p} {Plane.Normalize(p)} {Plane.Dot(p, new(1, 2, 3, 4))} {Plane.DotCoordinate(p, Vector3.One)} {Plane.DotNormal(p, Vector3.One)} {Plane.Transform(p, Matrix4x4.CreateRotationZ(1))} {Plane.Transform(p, a)} {p == p}");
    }
    static void Matrices()
    {
        Matrix3x2 s = Matrix3x2.CreateRotation(0.4f) * Matrix3x2.CreateScale(2, 3) * Matrix3x2.CreateTranslation(5, 6);
        Show("3x2", $"{s} {s.GetDeterminant()} {Matrix3x2.Invert(s, out var si)} {si} {s + si} {s - si} {s * 2} {-s} {Matrix3x2.Lerp(s, si, 0.5f)} {s == si} {s.Translation} {s[1, 0]}");
        Matrix4x4 m = Matrix4x4.CreateFromYawPitchRoll(0.3f, 1.2f, -0.7f) * Matrix4x4.CreateTranslation(1, 2, 3) * Matrix4x4.CreateScale(2, 1, 0.5f);
        Show("4x4", $"{m}"); Show("inverse", $"{Matrix4x4.Invert(m, out var mi)} {mi}"); Show("product", m * mi); Show("transposed", Matrix4x4.Transpose(m)); Show("sum", m + mi - m * 2); Show("negated", -m); Show("lerp", Matrix4x4.Lerp(m, mi, 0.3f)); Show("determinant", m.GetDeterminant()); Show("singular", $"{Matrix4x4.Invert(default, out var bad)} {bad.M11}");
        Show("decompose", $"{Matrix4x4.Decompose(m, out var scale, out var rotation, out var translation)} {scale} {rotation} {translation}"); Show("view", Matrix4x4.CreateLookAt(new(1, 2, 3), Vector3.Zero, Vector3.UnitY)); Show("perspective", Matrix4x4.CreatePerspectiveFieldOfView(1, 1.5f, 0.1f, 100)); Show("orthographic", Matrix4x4.CreateOrthographic(4, 3, 0.1f, 10)); Show("world", Matrix4x4.CreateWorld(Vector3.One, Vector3.UnitX, Vector3.UnitY)); Show("shadow", Matrix4x4.CreateShadow(Vector3.One, new(0, 1, 0, 1))); Show("rotation", Matrix4x4.Transform(m, Quaternion.CreateFromAxisAngle(Vector3.UnitY, 1)));
        Show("equal", $"{m == mi} {m != mi} {m.Equals(m)} {Matrix4x4.Identity.IsIdentity} {m[2, 1]} {m.GetHashCode() == (m * Matrix4x4.Identity).GetHashCode()}"); m[3, 3] = 9; m.M12 = 4; Show("set", m.GetDeterminant());
    }
    static void Bits()
    {
        Show("bits", $"{BitOperations.LeadingZeroCount(0u)} {BitOperations.LeadingZeroCount(255ul)} {BitOperations.TrailingZeroCount(0)} {BitOperations.TrailingZeroCount(1L << 50)} {BitOperations.PopCount(0xf0f0u)} {BitOperations.PopCount(ulong.MaxValue)} {BitOperations.Log2(0u)} {BitOperations.Log2(1ul << 63)} {BitOperations.RotateLeft(0x80000001u, 33)} {BitOperations.RotateRight(3ul, 1)} {BitOperations.IsPow2(64)} {BitOperations.RoundUpToPowerOf2(65u)} {BitOperations.Crc32C(1, (byte)2)} {BitOperations.Crc32C(1, 77ul)}");
    }
    static void Main() { Two(); Three(); Four(); Rotations(); Matrices(); Bits(); }
}
