// Markdig: CommonMark, the advanced extensions, the syntax tree, writing it back.
using Markdig;
using Markdig.Extensions.Tables;
using Markdig.Renderers.Roundtrip;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

string text = """
# Title *with* emphasis

A paragraph with `code`, **bold**, [a link](https://example.org "t"), ![img](i.png) and <b>html</b>.

1. one
2. two
   - nested
   - [x] done

| a | b |
|---|--:|
| 1 | 2 |

> quote
> > deeper

```csharp
var x = 1 < 2;
```

Term
:   Definition with ~~strike~~ and H~2~O and x^2^

Footnote[^1].

[^1]: The note.

:smile: http://auto.link
""";
var pipeline = new MarkdownPipelineBuilder().UseAdvancedExtensions().UseEmojiAndSmiley().UseYamlFrontMatter().Build();
Console.WriteLine(Markdown.ToHtml(text));
Console.WriteLine(Markdown.ToHtml(text, pipeline));
Console.WriteLine(Markdown.ToPlainText(text, pipeline));
var document = Markdown.Parse(text, pipeline);
foreach (var h in document.Descendants<HeadingBlock>()) Console.WriteLine("heading " + h.Level + " " + string.Concat(h.Inline!.Descendants<LiteralInline>()));
foreach (var l in document.Descendants<LinkInline>()) Console.WriteLine("link " + l.Url + " " + l.IsImage + " " + l.Title);
foreach (var t in document.Descendants<Table>()) Console.WriteLine("table " + t.Count + " " + t.ColumnDefinitions.Count);
foreach (var b in document) Console.WriteLine(b.GetType().Name + " " + b.Line + " " + b.Span.Length);
Console.WriteLine(Markdown.Normalize("* a\n* b\n\n**x**   y"));
var exact = Markdown.Parse("* item\n\n  text  \n", trackTrivia: true);
var writer = new StringWriter();
new RoundtripRenderer(writer).Write(exact);
Console.Write(writer.ToString());
