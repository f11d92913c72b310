// What xunit makes, shares and disposes of: test classes, fixtures, collections; names, traits, skipped tests, output.
using Xunit;
using Xunit.Abstractions;

namespace Suite;

public class Disposed : IDisposable
{
    private readonly List<string> log = ["made"];
    [Fact] public void First() => Assert.Equal(["made"], log);
    [Fact] public void Second() { log.Add("used"); Assert.Equal(2, log.Count); }
    public void Dispose() => Assert.InRange(log.Count, 1, 2);
}

public class Dispose_throws : IDisposable
{
    [Fact] public void Passes_but() { }
    [Fact] public void Fails_and() => Assert.Fail("first");
    public void Dispose() => throw new InvalidOperationException("thrown by Dispose");
}

public class Asynchronous : IAsyncLifetime
{
    private string state = "constructed";
    public async Task InitializeAsync() { await Task.Yield(); state = "initialized"; }
    public Task DisposeAsync() => state == "initialized" ? Task.CompletedTask : throw new InvalidOperationException(state);
    [Fact] public void Initialized() => Assert.Equal("initialized", state);
    [Fact] public async Task Awaits() { await Task.WhenAll(Task.Delay(1), Task.Run(() => 3)); Assert.Equal(6, await Add(2, 4)); }
    [Fact] public async Task Fails_late() { await Task.Delay(1); throw new TimeoutException("too late"); }
    [Fact] public async ValueTask Value_task() { await Task.Yield(); }
    [Fact(Timeout = 60000)] public async Task In_time() => await Task.Delay(1);
    [Fact] public async Task Streams() { int sum = 0; await foreach (int i in Numbers()) sum += i; Assert.Equal(6, sum); }
    private static async Task<int> Add(int a, int b) { await Task.Yield(); return a + b; }
    private static async IAsyncEnumerable<int> Numbers() { for (int i = 1; i <= 3; i++) { await Task.Yield(); yield return i; } }
}

public class Constructor_throws
{
    public Constructor_throws() => throw new NotSupportedException("no such test class");
    [Fact] public void Never_runs() { }
}

public class Counter : IDisposable
{
    public static int Made;
    public int Number = Interlocked.Increment(ref Made);
    public void Dispose() => Number = -1;
}

public class Shares_fixture(Counter counter, ITestOutputHelper output) : IClassFixture<Counter>
{
    [Fact] public void One() { output.WriteLine("number {0}", counter.Number); Assert.Equal(1, counter.Number); }
    [Fact] public void Two() { output.WriteLine("still the same"); Assert.Equal(1, Counter.Made); }
}

public class Broken_fixture { public Broken_fixture() => throw new ArgumentException("fixture is broken"); }
public class Uses_broken_fixture : IClassFixture<Broken_fixture> { [Fact] public void Cannot_run() { } }
public class Wants_unknown(List<int> unknown) { [Fact] public void Cannot_be_made() => Assert.Null(unknown); }

public class Database : IAsyncLifetime
{
    public List<string> Rows = [];
    public Task InitializeAsync() { Rows.Add("opened"); return Task.CompletedTask; }
    public Task DisposeAsync() { Rows.Clear(); return Task.CompletedTask; }
}

[CollectionDefinition("database")] public class Database_collection : ICollectionFixture<Database>;
[Collection("database")] public class Reads(Database database) { [Fact] public void Is_open() => Assert.Equal("opened", database.Rows[0]); }
[Collection("database")] public class Writes(Database database) { [Fact] public void Adds() { database.Rows.Add("row"); Assert.Contains("row", database.Rows); } }
[CollectionDefinition("alone", DisableParallelization = true)] public class Alone_collection;
[Collection("alone")] public class Alone { [Fact] public void Runs() { } }

public class Described(ITestOutputHelper output)
{
    [Fact(Skip = "not today")] public void Skipped() => Assert.Fail("must not run");
    [Theory(Skip = "no theory either"), InlineData(1)] public void Skipped_theory(int number) => Assert.Fail(number.ToString());
    [Theory, InlineData(1), InlineData(2, Skip = "this row only")] public void Skipped_row(int number) => Assert.Equal(1, number);
    [Fact(DisplayName = "A name with spaces, and 'quotes'")] public void Named() { }
    [Fact, Trait("Category", "Slow"), Trait("Owner", "Ada")] public void Has_traits() { }
    [Fact] public void Writes_output() { output.WriteLine("one"); output.WriteLine("two {0}", 2); Assert.Fail("with output"); }
    [Fact] public static void Is_static() { }
    [Fact] internal void Is_internal() { }
    [Fact] private void Is_private() => Assert.NotNull(output);
    public class Nested { [Fact] public void Runs() { } }
}

public abstract class Base_tests<T> where T : new()
{
    protected abstract int Expected { get; }
    [Fact] public void Inherited() => Assert.Equal(Expected, new T().ToString()!.Length);
    [Fact] public virtual void Overridden() => Assert.Fail("of the base");
    [Theory, InlineData(1)] public void Inherited_theory(int one) => Assert.Equal(1, one);
}
public class Of_int : Base_tests<int> { protected override int Expected => 1; [Fact] public override void Overridden() { } }
public class Of_object : Base_tests<object> { protected override int Expected => "System.Object".Length; }
