//bodies: 6000
//kept: System.Linq!System.Linq.Enumerable.Where[System.Int32]
//gone: System.Linq!System.Linq.Enumerable.GroupBy
//gone: System.Linq!System.Linq.Enumerable.OrderBy
//gone: System.Linq!System.Linq.Enumerable.Join
//gone: System.Linq!System.Linq.Lookup
//gone: System.Linq!System.Linq.Enumerable.ToDictionary
//gone: System.Linq.Expressions
// One operator does not bring the others.
Console.WriteLine(new[] { 1, 2, 3 }.Where(x => x > 1).Count());
