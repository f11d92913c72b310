// Time zones with their rules, numbers, dates and texts of cultures, calendars, collation.
//stress: 100
//mode: skip-static
using System.Globalization;
foreach (var id in new[] { "Europe/Berlin", "America/New_York", "Asia/Kolkata", "UTC", "Australia/Lord_Howe" }) { var z = TimeZoneInfo.FindSystemTimeZoneById(id); var t = new DateTime(2026, 7, 1, 12, 0, 0, DateTimeKind.Utc); Console.WriteLine($"{z.Id} {z.BaseUtcOffset} {z.GetUtcOffset(t)} {z.IsDaylightSavingTime(t)} {TimeZoneInfo.ConvertTimeFromUtc(t, z):O} {z.StandardName}"); }
try { TimeZoneInfo.FindSystemTimeZoneById("Mars/Base"); } catch (TimeZoneNotFoundException e) { Console.WriteLine(e.Message); }
var b = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"); Console.WriteLine(b.IsInvalidTime(new DateTime(2026, 3, 29, 2, 30, 0)) + " " + b.IsAmbiguousTime(new DateTime(2026, 10, 25, 2, 30, 0)));
foreach (var c in new[] { "de-DE", "en-US", "ja-JP", "ar-SA", "tr-TR", "hi-IN" }) { var ci = new CultureInfo(c); Console.WriteLine($"{c} {1234567.891.ToString("N2", ci)} {new DateTime(2026, 3, 4).ToString("D", ci)} {0.256.ToString("P1", ci)} {12.5m.ToString("C", ci)} {ci.NativeName} {ci.Calendar.GetType().Name} {"ISTANBUL i".ToLower(ci)}"); }
Console.WriteLine(string.Join(",", new[] { "ähre", "Zebra", "apfel", "Äpfel", "zoo" }.OrderBy(x => x, StringComparer.Create(new CultureInfo("de-DE"), false))));
Console.WriteLine(DateTime.Parse("3. März 2026 14:05", new CultureInfo("de-DE")).ToString("s") + " " + ISOWeek.GetWeekOfYear(new DateTime(2027, 1, 1)));
var h = new HebrewCalendar(); Console.WriteLine(h.GetYear(new DateTime(2026, 9, 12)) + " " + new JapaneseCalendar().GetEra(new DateTime(2020, 1, 1)));
