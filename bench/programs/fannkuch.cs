// Pancake flips over all permutations: small integer arrays, branches.
static class Program
{
    static void Main(string[] args)
    {
        int n = args.Length > 0 ? int.Parse(args[0]) : 10;
        var (checksum, flips) = Run(n);
        Console.WriteLine($"{checksum}\nPfannkuchen({n}) = {flips}");
    }

    static (int, int) Run(int n)
    {
        var perm1 = new int[n]; var perm = new int[n]; var count = new int[n];
        for (int i = 0; i < n; i++) perm1[i] = i;
        int maxFlips = 0, checksum = 0, r = n, permutation = 0;
        while (true)
        {
            for (; r != 1; r--) count[r - 1] = r;
            for (int i = 0; i < n; i++) perm[i] = perm1[i];
            int flips = 0, k;
            while ((k = perm[0]) != 0)
            {
                for (int i = 0, j = k; i < j; i++, j--) (perm[i], perm[j]) = (perm[j], perm[i]);
                flips++;
            }
            if (flips > maxFlips) maxFlips = flips;
            checksum += permutation % 2 == 0 ? flips : -flips;
            while (true)
            {
                if (r == n) return (checksum, maxFlips);
                int first = perm1[0];
                for (int i = 0; i < r; i++) perm1[i] = perm1[i + 1];
                perm1[r] = first;
                if (--count[r] > 0) break;
                r++;
            }
            permutation++;
        }
    }
}
