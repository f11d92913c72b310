using System.Globalization;
using System.Reflection;
using System.Resources;

var texts = new ResourceManager("localized.Texts", Assembly.GetExecutingAssembly());
foreach (var name in new[] { "", "en-GB", "de", "de-AT", "de-CH", "fr-CA", "ja" })
{
    CultureInfo.CurrentUICulture = new CultureInfo(name);
    Console.WriteLine($"{name}: {string.Format(texts.GetString("Hello")!, "Ada")} {texts.GetString("Bye")}, {texts.GetString("Only")}, {texts.GetString("None") ?? "nothing"}");
}
var satellite = Assembly.GetExecutingAssembly().GetSatelliteAssembly(new CultureInfo("de"));
Console.WriteLine($"{satellite.GetName().Name} {satellite.GetName().CultureName} {string.Join(" ", satellite.GetManifestResourceNames())}");
Console.WriteLine(texts.GetResourceSet(new CultureInfo("fr"), true, false)!.GetString("Hello"));
Console.WriteLine(string.Join(" ", texts.GetResourceSet(CultureInfo.InvariantCulture, true, true)!.Cast<System.Collections.DictionaryEntry>().Select(e => e.Key).Order()));
try { Assembly.GetExecutingAssembly().GetSatelliteAssembly(new CultureInfo("ja")); }
catch (FileNotFoundException e) { Console.WriteLine(e.GetType().Name); }
