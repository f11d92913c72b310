// Validation attributes, property change events, type converters.
//stress: 200
using System.ComponentModel.DataAnnotations; using System.ComponentModel;
var u = new User { Name = "", Age = 200, Mail = "no" }; var results = new List<ValidationResult>();
Console.WriteLine(Validator.TryValidateObject(u, new ValidationContext(u), results, true)); foreach (var r in results.OrderBy(r => r.ErrorMessage)) Console.WriteLine(r.ErrorMessage + " " + string.Join(",", r.MemberNames));
var o = new Obs(); o.PropertyChanged += (s, e) => Console.WriteLine("changed " + e.PropertyName); o.X = 5; o.X = 5; o.X = 6;
Console.WriteLine(TypeDescriptor.GetConverter(typeof(int)).ConvertFromInvariantString("42")); Console.WriteLine(TypeDescriptor.GetConverter(typeof(Guid)).ConvertToInvariantString(Guid.Empty));
Console.WriteLine(TypeDescriptor.GetConverter(typeof(DayOfWeek)).ConvertFromInvariantString("Friday"));
class User { [Required] public string? Name { get; set; } [Range(1, 150)] public int Age { get; set; } [EmailAddress] public string? Mail { get; set; } [StringLength(3)] public string Code { get; set; } = "abcd"; }
class Obs : INotifyPropertyChanged { int x; public event PropertyChangedEventHandler? PropertyChanged; public int X { get => x; set { if (x == value) return; x = value; PropertyChanged?.Invoke(this, new(nameof(X))); } } }
