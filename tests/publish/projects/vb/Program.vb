Imports System

Module Program
    Sub Main(args As String())
        Dim total As Integer = 0
        For Each arg In args
            total += Integer.Parse(arg)
        Next
        Dim names = From n In {"c", "a", "b"} Order By n Select n & n
        Console.WriteLine(String.Join(" ", names))
        Select Case total
            Case 0
                Console.WriteLine("nothing")
            Case Is > 5
                Console.WriteLine("many: " & total)
            Case Else
                Console.WriteLine("few: " & total)
        End Select
    End Sub
End Module
