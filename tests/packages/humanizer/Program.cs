// Humanizer: words of numbers, times, enums, collections.
using System.ComponentModel;
using Humanizer;
using Humanizer.Bytes;

Console.WriteLine("PascalCaseInputString".Humanize() + " | " + "Underscored_input_string_is_turned".Humanize(LetterCasing.Title) + " | " + "some title".Pascalize() + " | " + "SomeTitle".Underscore() + " | " + "Some Title".Kebaberize());
Console.WriteLine("Long text to truncate".Truncate(10) + " | " + "Long text to truncate".Truncate(3, Truncator.FixedNumberOfWords));
Console.WriteLine("man".Pluralize() + " " + "cases".Singularize() + " " + "request".ToQuantity(2) + " " + "request".ToQuantity(5, ShowQuantityAs.Words) + " " + "axis".Pluralize());
Console.WriteLine(122.ToWords() + " | " + 21.ToOrdinalWords() + " | " + 3.Ordinalize() + " | " + 1999.ToRoman() + " | " + "MCMXCIX".FromRoman());
Console.WriteLine(TimeSpan.FromMilliseconds(1299630020).Humanize(3) + " | " + TimeSpan.FromDays(16).Humanize());
Console.WriteLine(new DateTime(2024, 1, 1).Humanize(utcDate: false, dateToCompareAgainst: new DateTime(2024, 1, 3)) + " | " + new DateTime(2024, 1, 1, 5, 0, 0).Humanize(utcDate: false, dateToCompareAgainst: new DateTime(2024, 1, 1)));
Console.WriteLine(Season.LateAutumn.Humanize() + " | " + Season.Winter.Humanize() + " | " + "Cold part".DehumanizeTo<Season>());
Console.WriteLine(new[] { "a", "b", "c" }.Humanize() + " | " + new[] { 1, 2 }.Humanize(n => "#" + n, "or"));
Console.WriteLine((10).Kilobytes().Humanize() + " " + ByteSize.FromMegabytes(2.5) + " " + ByteSize.Parse("1.5 GB").Bytes + " " + (1234567).ToMetric(decimals: 2) + " " + "1.23k".FromMetric());
Console.WriteLine(2.Hundreds() + " " + 3.Millions() + " " + "north".Transform(To.UpperCase, To.TitleCase));
Console.WriteLine(((double)360 / 16 * 3).ToHeading() + " " + "{0} of {1}".FormatWith(1, 2) + " " + 1.25.Hours().Humanize(2));
foreach (var culture in new[] { "de", "fr", "ru", "es" }) try { Console.WriteLine(culture + " " + 42.ToWords(new System.Globalization.CultureInfo(culture))); } catch (System.Globalization.CultureNotFoundException) { Console.WriteLine(culture + " is not there"); }

enum Season { Spring, LateAutumn, [Description("Cold part")] Winter }
