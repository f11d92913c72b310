// Five-body gravitation, double arithmetic on fields of objects.
class Body { public double X, Y, Z, Vx, Vy, Vz, Mass; }
static class Program
{
    const double DaysPerYear = 365.24, SolarMass = 4 * Math.PI * Math.PI;

    static void Main(string[] args)
    {
        int steps = args.Length > 0 ? int.Parse(args[0]) : 5_000_000;
        var bodies = new[]
        {
            new Body { Mass = SolarMass },
            Planet(4.84143144246472090, -1.16032004402742839, -0.103622044471123109, 0.00166007664274403694, 0.00769901118419740425, -0.0000690460016972063023, 0.000954791938424326609),
            Planet(8.34336671824457987, 4.12479856412430479, -0.403523417114321381, -0.00276742510726411070, 0.00499852801234917238, 0.0000230417297573763929, 0.000285885980666130812),
            Planet(12.8943695621391310, -15.1111514016986312, -0.223307578892655734, 0.00296460137564761618, 0.00237847173959480950, -0.0000296589568540237556, 0.0000436624404335156298),
            Planet(15.3796971148509165, -25.9193146099879641, 0.179258772950371181, 0.00268067772490389322, 0.00162824170038242295, -0.0000951592254519715870, 0.0000515138902046611451),
        };
        foreach (var b in bodies) { bodies[0].Vx -= b.Vx * b.Mass / SolarMass; bodies[0].Vy -= b.Vy * b.Mass / SolarMass; bodies[0].Vz -= b.Vz * b.Mass / SolarMass; }
        Console.WriteLine(Energy(bodies).ToString("F9"));
        for (int i = 0; i < steps; i++) Advance(bodies, 0.01);
        Console.WriteLine(Energy(bodies).ToString("F9"));
    }

    static Body Planet(double x, double y, double z, double vx, double vy, double vz, double mass) =>
        new() { X = x, Y = y, Z = z, Vx = vx * DaysPerYear, Vy = vy * DaysPerYear, Vz = vz * DaysPerYear, Mass = mass * SolarMass };

    static void Advance(Body[] bodies, double dt)
    {
        for (int i = 0; i < bodies.Length; i++)
        {
            var a = bodies[i];
            for (int j = i + 1; j < bodies.Length; j++)
            {
                var b = bodies[j];
                double dx = a.X - b.X, dy = a.Y - b.Y, dz = a.Z - b.Z;
                double d2 = dx * dx + dy * dy + dz * dz;
                double mag = dt / (d2 * Math.Sqrt(d2));
                a.Vx -= dx * b.Mass * mag; a.Vy -= dy * b.Mass * mag; a.Vz -= dz * b.Mass * mag;
                b.Vx += dx * a.Mass * mag; b.Vy += dy * a.Mass * mag; b.Vz += dz * a.Mass * mag;
            }
        }
        foreach (var b in bodies) { b.X += dt * b.Vx; b.Y += dt * b.Vy; b.Z += dt * b.Vz; }
    }

    static double Energy(Body[] bodies)
    {
        double e = 0;
        for (int i = 0; i < bodies.Length; i++)
        {
            var a = bodies[i];
            e += 0.5 * a.Mass * (a.Vx * a.Vx + a.Vy * a.Vy + a.Vz * a.Vz);
            for (int j = i + 1; j < bodies.Length; j++)
            {
                var b = bodies[j];
                double dx = a.X - b.X, dy = a.Y - b.Y, dz = a.Z - b.Z;
                e -= a.Mass * b.Mass / Math.Sqrt(dx * dx + dy * dy + dz * dz);
            }
        }
        return e;
    }
}
