// Runs every test of the assembly that is named, with xunit's own discovery and execution, and writes one line for each: outcome, name, message.
using System.Reflection;
using Xunit;
using Xunit.Abstractions;
using Xunit.Sdk;

var results = new Results();
using var framework = new XunitTestFramework(new Ignored());
framework.SourceInformationProvider = new NoSource();
ITestFrameworkExecutor executor = framework.GetExecutor(new AssemblyName(args[0]));
executor.RunAll(results, new Options(), new Options());
results.Finished.WaitOne();
results.Lines.Sort(string.CompareOrdinal);
foreach (string line in results.Lines) Console.WriteLine(line);
Console.WriteLine($"{results.Passed} passed, {results.Failed} failed, {results.Skipped} skipped");

class Results : LongLivedMarshalByRefObject, IMessageSink
{
    public readonly ManualResetEvent Finished = new(false);
    public readonly List<string> Lines = [];
    public int Passed, Failed, Skipped;

    public bool OnMessage(IMessageSinkMessage message)
    {
        lock (Lines)
            switch (message)
            {
                case ITestPassed passed: Passed++; Add("Passed", passed.Test, passed.Output); break;
                case ITestSkipped skipped: Skipped++; Add("Skipped", skipped.Test, skipped.Reason); break;
                case ITestFailed failed: Failed++; Add("Failed", failed.Test, ExceptionUtility.CombineMessages(failed)); break;
                case IErrorMessage error: Lines.Add("Error " + ExceptionUtility.CombineMessages(error)); break;
                case ITestCaseCleanupFailure or ITestClassCleanupFailure or ITestCollectionCleanupFailure or ITestAssemblyCleanupFailure:
                    Lines.Add("Cleanup " + ExceptionUtility.CombineMessages((IFailureInformation)message)); break;
                case ITestAssemblyFinished: Finished.Set(); break;
            }
        return true;
    }

    private void Add(string outcome, ITest test, string text) => Lines.Add($"{outcome} {test.DisplayName} | {text.ReplaceLineEndings("\\n")}");
}

class Ignored : LongLivedMarshalByRefObject, IMessageSink
{
    public bool OnMessage(IMessageSinkMessage message) => true;
}

class NoSource : LongLivedMarshalByRefObject, ISourceInformationProvider
{
    public ISourceInformation GetSourceInformation(ITestCase testCase) => new SourceInformation();
    public void Dispose() { }
}

class Options : LongLivedMarshalByRefObject, ITestFrameworkDiscoveryOptions, ITestFrameworkExecutionOptions
{
    private readonly Dictionary<string, object?> values = [];
    public TValue GetValue<TValue>(string name) => values.TryGetValue(name, out object? value) ? (TValue)value! : default!;
    public void SetValue<TValue>(string name, TValue value) => values[name] = value;
}
