// Roslyn: syntax trees, rewriting, formatting of trivia, diagnostics of a compilation, symbols.
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

var tree = CSharpSyntaxTree.ParseText("""
    using System;
    namespace N;
    /// <summary>Doc</summary>
    public class C<T> where T : struct {
        int field = 1 + 2 * 3;
        public string Name { get; init; } = "x";
        public int M(int a, params string[] rest) => a switch { > 0 => a, _ => -a };
    }
    """);
var root = tree.GetCompilationUnitRoot();
Console.WriteLine(root.DescendantNodes().Count() + " nodes, " + tree.GetDiagnostics().Count() + " errors");
foreach (var m in root.DescendantNodes().OfType<MemberDeclarationSyntax>()) Console.WriteLine(m.Kind() + " " + m.Span + " line " + m.GetLocation().GetLineSpan().StartLinePosition.Line);
Console.WriteLine(new Renamer().Visit(root).DescendantNodes().OfType<ClassDeclarationSyntax>().Single().Identifier);
foreach (var d in CSharpSyntaxTree.ParseText("class { int x = ; }").GetDiagnostics()) Console.WriteLine(d.Id + " " + d.Location.GetLineSpan().StartLinePosition + " " + d.GetMessage());
var made = CompilationUnit().AddMembers(ClassDeclaration("Made").AddModifiers(Token(SyntaxKind.PublicKeyword)).AddMembers(
    MethodDeclaration(PredefinedType(Token(SyntaxKind.IntKeyword)), "Get").WithBody(Block(ReturnStatement(LiteralExpression(SyntaxKind.NumericLiteralExpression, Literal(42))))))).NormalizeWhitespace();
Console.WriteLine(made.ToFullString());
Console.WriteLine(ParseExpression("a + b * (c - 1)") is BinaryExpressionSyntax b ? b.Left + " " + b.OperatorToken + " " + b.Right : "no");

var compilation = CSharpCompilation.Create("Test", [CSharpSyntaxTree.ParseText("""
    namespace System { public class Object { } public struct Int32 { } public struct Void { } public class String { } public class ValueType { } public struct Boolean { } public class Attribute { } }
    class Base { public virtual int F(int x) => x + 1; }
    class Derived : Base { public override int F(int x) { string s = x; int unused = 5; return missing; } void G(Base b) { b.F(1); } }
    """)], options: new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
foreach (var d in compilation.GetDiagnostics().OrderBy(d => d.Location.SourceSpan.Start).ThenBy(d => d.Id)) Console.WriteLine(d.Id + " " + d.Severity + " " + d.GetMessage());
var derived = compilation.GetTypeByMetadataName("Derived");
Console.WriteLine(derived.ToDisplayString() + " : " + derived.BaseType + " " + string.Join(",", derived.GetMembers().Select(m => m.ToDisplayString())));
var model = compilation.GetSemanticModel(compilation.SyntaxTrees[0]);
foreach (var call in compilation.SyntaxTrees[0].GetRoot().DescendantNodes().OfType<InvocationExpressionSyntax>()) Console.WriteLine(call + " -> " + model.GetSymbolInfo(call).Symbol);

class Renamer : CSharpSyntaxRewriter {
    public override SyntaxNode VisitClassDeclaration(ClassDeclarationSyntax node) => base.VisitClassDeclaration(node.WithIdentifier(Identifier(node.Identifier.Text + "Renamed")));
}
