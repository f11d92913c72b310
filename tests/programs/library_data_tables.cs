// DataTable, DataSet, DataView: keys, expressions, filters, row states.
//stress: 200
using System.Data;
var t = new DataTable("people"); t.Columns.Add("Id", typeof(int)); t.Columns.Add("Name", typeof(string)); t.Columns.Add("Born", typeof(DateTime));
t.PrimaryKey = new[] { t.Columns["Id"]! };
t.Rows.Add(1, "Ada", new DateTime(1815, 12, 10)); t.Rows.Add(2, "Alan", new DateTime(1912, 6, 23)); t.Rows.Add(3, "Grace", DBNull.Value);
foreach (DataRow r in t.Select("Id > 1", "Name DESC")) Console.WriteLine($"{r["Id"]} {r["Name"]} {r["Born"]}");
Console.WriteLine(t.Compute("Sum(Id)", "")); 
t.Columns.Add("Len", typeof(int), "Len(Name)"); foreach (DataRow r in t.Rows) Console.WriteLine(r["Len"]);
try { t.Rows.Add(1, "dup", null); } catch (ConstraintException e) { Console.WriteLine(e.Message); }
var ds = new DataSet("d"); ds.Tables.Add(t); var sw = new StringWriter(); ds.WriteXml(sw); Console.WriteLine(sw.ToString().Length > 100);
Console.WriteLine(t.Rows.Find(2)!["Name"]); var view = new DataView(t) { RowFilter = "Name LIKE 'A%'" }; Console.WriteLine(view.Count);
t.AcceptChanges(); t.Rows[0]["Name"] = "Augusta"; Console.WriteLine(t.Rows[0].RowState); t.RejectChanges(); Console.WriteLine(t.Rows[0]["Name"]);
