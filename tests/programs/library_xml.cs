// LINQ to XML, XPath, readers and writers, XmlSerializer over the program's own types.
//stress: 500
using System.Xml; using System.Xml.Linq; using System.Xml.Serialization; using System.Xml.XPath; using System.Xml.Schema;
var doc = XDocument.Parse("<r xmlns:x='u'><a n='1'>t</a><x:b/><!-- c --><a n='2'><![CDATA[<z>]]></a></r>");
foreach (var a in doc.Root!.Elements("a").Where(e => (int)e.Attribute("n")! > 1)) Console.WriteLine(a.Value);
Console.WriteLine(doc.XPathSelectElements("//a[@n='1']").Single().Value); Console.WriteLine(doc.ToString(SaveOptions.DisableFormatting));
try { XDocument.Parse("<a><b></a>"); } catch (XmlException e) { Console.WriteLine(e.Message); }
var xs = new XmlSerializer(typeof(Order)); var sw = new StringWriter(); xs.Serialize(sw, new Order { Id = 7, Lines = { new Line { Sku = "x", Qty = 2 }, new Line { Sku = "y", Qty = 3 } }, Kind = Kind.Big }); Console.WriteLine(sw);
var back = (Order)xs.Deserialize(new StringReader(sw.ToString()))!; Console.WriteLine(back.Lines.Sum(l => l.Qty) + " " + back.Kind);
var xd = new XmlDocument(); xd.LoadXml("<q><w e='r'/></q>"); Console.WriteLine(xd.SelectSingleNode("/q/w/@e")!.Value); 
using (var w = XmlWriter.Create(Console.Out, new XmlWriterSettings { Indent = true, OmitXmlDeclaration = true })) { w.WriteStartElement("o"); w.WriteElementString("p", "1<2"); w.WriteEndElement(); } Console.WriteLine();
public enum Kind { Small, [XmlEnum("huge")] Big }
public class Order { [XmlAttribute] public int Id; public List<Line> Lines = new(); public Kind Kind; }
public class Line { public string Sku = ""; public int Qty { get; set; } }
