// Jagged double matrix multiplication: null and bounds checks on every access.
static class Program
{
    static double[][] Make(int n, double seed)
    {
        var m = new double[n][];
        for (int i = 0; i < n; i++)
        {
            m[i] = new double[n];
            for (int j = 0; j < n; j++) m[i][j] = seed * (i - j) * (i + j) / n / n;
        }
        return m;
    }

    static double[][] Multiply(double[][] a, double[][] b)
    {
        int n = a.Length;
        var c = new double[n][];
        for (int i = 0; i < n; i++)
        {
            var row = new double[n];
            for (int k = 0; k < n; k++)
            {
                double x = a[i][k];
                var other = b[k];
                for (int j = 0; j < n; j++) row[j] += x * other[j];
            }
            c[i] = row;
        }
        return c;
    }

    static void Main(string[] args)
    {
        int n = args.Length > 0 ? int.Parse(args[0]) : 700;
        double sum = 0;
        for (int round = 0; round < 6; round++)
        {
            var c = Multiply(Make(n, 1.0 + round), Make(n, 2.0));
            sum += c[n / 2][n / 2];
        }
        Console.WriteLine(sum.ToString("F6"));
    }
}
