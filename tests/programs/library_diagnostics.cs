// Activities, meters, trace listeners, DiagnosticListener, child processes.
//stress: 100
using System.Diagnostics; using System.Diagnostics.Metrics; using System.Diagnostics.Tracing;
using var src = new ActivitySource("app"); using var lis = new ActivityListener { ShouldListenTo = s => s.Name == "app", Sample = (ref ActivityCreationOptions<ActivityContext> o) => ActivitySamplingResult.AllData, ActivityStopped = a => Console.WriteLine($"{a.OperationName} {string.Join(",", a.Tags.Select(t => t.Key + "=" + t.Value))} {a.ParentId != null}") }; ActivitySource.AddActivityListener(lis);
using (var a = src.StartActivity("outer")) { a?.SetTag("k", 1); a?.AddTag("s", "x"); using var b = src.StartActivity("inner"); }
using var meter = new Meter("m"); var ctr = meter.CreateCounter<int>("hits"); using var ml = new MeterListener(); ml.InstrumentPublished = (i, l) => { if (i.Meter.Name == "m") l.EnableMeasurementEvents(i); }; ml.SetMeasurementEventCallback<int>((i, v, tags, st) => Console.WriteLine($"{i.Name} {v} {tags.Length}")); ml.Start(); ctr.Add(3, new KeyValuePair<string, object?>("a", 1)); ctr.Add(4);
Trace.Listeners.Add(new TextWriterTraceListener(Console.Out)); Trace.WriteLine("traced"); Trace.TraceInformation("info {0}", 5); Debug.WriteLine("not in release"); Trace.Flush();
var st = new StackTrace(); Console.WriteLine(st.FrameCount > 0); var sw = Stopwatch.StartNew(); Console.WriteLine(sw.IsRunning);
var ds = new DiagnosticListener("d"); ds.Subscribe(new Obs()); if (ds.IsEnabled("e")) ds.Write("e", new { X = 1 });
Console.WriteLine(Process.GetCurrentProcess().ProcessName.Length > 0); using var p = Process.Start(new ProcessStartInfo("/bin/sh", "-c \"echo out; echo err >&2; exit 3\"") { RedirectStandardOutput = true, RedirectStandardError = true })!; Console.WriteLine(p.StandardOutput.ReadToEnd().Trim() + p.StandardError.ReadToEnd().Trim()); p.WaitForExit(); Console.WriteLine(p.ExitCode);
try { Process.Start("/no/such/program"); } catch (Exception e) { Console.WriteLine(e.GetType().Name + " " + e.Message); }
class Obs : IObserver<KeyValuePair<string, object?>> { public void OnCompleted() { } public void OnError(Exception e) { } public void OnNext(KeyValuePair<string, object?> v) => Console.WriteLine(v.Key + " " + v.Value); }
